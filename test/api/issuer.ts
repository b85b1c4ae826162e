// A real OpenID Connect issuer on loopback, whose sign-in page is one form that takes a subject.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type CryptoKey } from 'jose';
import Provider from 'oidc-provider';

export type Issuer = {
  url: string;
  /** Signs the ID tokens of this issuer. */
  key: CryptoKey;
  /** What a forger makes of the ID tokens that are given out from now on. */
  forge(work?: (idToken: string) => Promise<string>): void;
  close(): Promise<void>;
};
export const client = { id: 'safeconduct', secret: 'a-secret-of-the-test-and-no-other' };

export async function startIssuer(redirectUri: string): Promise<Issuer> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const kid = 'of-the-test';
  let forge: ((idToken: string) => Promise<string>) | undefined;
  const provider = new Provider(url, {
    jwks: { keys: [{ ...(await exportJWK(privateKey)), kid, use: 'sig', alg: 'RS256' }] },
    clients: [
      {
        client_id: client.id,
        client_secret: client.secret,
        redirect_uris: [redirectUri],
        grant_types: ['authorization_code'],
        response_types: ['code'],
      },
    ],
    findAccount: (_: unknown, sub: string) => ({
      accountId: sub,
      claims: () => ({ sub, email: 'ana@health.example', email_verified: true }),
    }),
    pkce: { required: () => true },
    cookies: { keys: ['of-the-test'] },
    features: { devInteractions: { enabled: true } },
  });
  provider.use(async (context, next) => {
    await next();
    const body = context.body as { id_token?: string } | undefined;
    if (forge && context.path === '/token' && body?.id_token)
      context.body = { ...body, id_token: await forge(body.id_token) };
  });
  provider.on('server_error', (_: unknown, error: Error) => console.error(error));
  server.on('request', provider.callback());
  return {
    url,
    key: privateKey,
    forge: (work) => void (forge = work),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A browser that keeps cookies by host, follows redirects, and signs in as `subject` where the issuer asks. */
export function browser(subject: string) {
  const jar = new Map<string, Map<string, string>>();
  const visit = async (address: string, body?: URLSearchParams): Promise<Response> => {
    const { host } = new URL(address);
    const kept = jar.get(host) ?? new Map<string, string>();
    jar.set(host, kept);
    const cookie = [...kept].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(address, {
      redirect: 'manual',
      headers: cookie ? { cookie } : {},
      ...(body ? { method: 'POST', body } : {}),
    });
    for (const set of response.headers.getSetCookie()) {
      const [pair = ''] = set.split(';');
      const at = pair.indexOf('=');
      if (/expires=Thu, 01 Jan 1970/i.test(set)) kept.delete(pair.slice(0, at));
      else kept.set(pair.slice(0, at), pair.slice(at + 1));
    }
    return response;
  };
  /** Goes on until `stop` says of an address that it is not to be opened, or nothing leads further. */
  const go = async (
    address: string,
    stop: (next: string) => boolean = () => false,
  ): Promise<{ address: string; response: Response }> => {
    let response = await visit(address);
    for (let step = 0; step < 15; step += 1) {
      const location = response.headers.get('location');
      if (location) {
        const next = new URL(location, address).href;
        if (stop(next)) return { address: next, response };
        address = next;
        response = await visit(address);
        continue;
      }
      const html = response.headers.get('content-type')?.includes('html') ? await response.text() : '';
      const action = /<form[^>]* action="([^"]+)"/.exec(html)?.[1];
      if (!action) break;
      const prompt = /name="prompt" value="(\w+)"/.exec(html)?.[1] ?? 'login';
      address = new URL(action, address).href;
      response = await visit(address, new URLSearchParams({ prompt, login: subject, password: 'any' }));
    }
    return { address, response };
  };
  return { go, visit, jar };
}
