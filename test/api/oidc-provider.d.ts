// The little of oidc-provider the tests use; the package brings no types.
declare module 'oidc-provider' {
  import type { RequestListener } from 'node:http';
  export default class Provider {
    constructor(issuer: string, configuration: Record<string, unknown>);
    callback(): RequestListener;
    use(layer: (context: { path: string; body?: unknown }, next: () => Promise<void>) => Promise<void>): this;
    on(event: 'server_error', hear: (context: unknown, error: Error) => void): this;
  }
}
