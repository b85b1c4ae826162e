// The types of sbom.mjs, which needs nothing installed.
export type Component = {
  'bom-ref': string;
  name: string;
  version: string;
  scope: string;
  purl: string;
  hashes?: { alg: string; content: string }[];
};
export type Sbom = {
  bomFormat: string;
  specVersion: string;
  version: number;
  metadata: { component: { 'bom-ref': string; name: string; version: string } };
  components: Component[];
  dependencies: { ref: string; dependsOn: string[] }[];
};
export function sbomOf(lock: unknown): Sbom;
