// The types of check-supply.mjs, which runs before TypeScript is there.
export function supplyFlaws(manifests: Record<string, unknown>, lock: unknown): string[];
export function checkSupply(): string[];
