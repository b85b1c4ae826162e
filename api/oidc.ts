// OpenID Connect: code flow with PKCE, state and nonce. A person is (issuer, subject), never an e-mail address.
import { hkdfSync } from 'node:crypto';
import { EncryptJWT, jwtDecrypt } from 'jose';
import * as client from 'openid-client';
import { z } from 'zod';
import { isLoopback, needed } from '../config.ts';
import type { ApiDeps } from './deps.ts';
import { freshMinutes } from './step-up.ts';

const Attempt = z.object({ verifier: z.string(), state: z.string(), nonce: z.string(), returnTo: z.string() });
export type SignedInAt = {
  issuer: string;
  subject: string;
  acr: string | undefined;
  authAt: number | undefined;
  returnTo: string;
};
export type Oidc = {
  /** @param again asks for a new proof of who it is, not for a session the provider still has */
  begin(returnTo: string, again: boolean): Promise<{ location: URL; sealed: string }>;
  /** Rejects when the answer is not the one to this attempt. */
  finish(address: URL, sealed: string): Promise<SignedInAt>;
};

export const attemptMinutes = 10;

export function createOidc({ config, clock, signingKey }: ApiDeps): Oidc {
  const issuer = new URL(needed(config, 'oidcIssuer'));
  const redirectUri = new URL('/api/v1/auth/callback', config.publicUrl).href;
  const key = new Uint8Array(
    hkdfSync('sha256', signingKey.export({ type: 'pkcs8', format: 'der' }), '', 'sign-in attempt', 32),
  );
  let found: Promise<client.Configuration> | undefined;

  const discover = (): Promise<client.Configuration> => {
    const isLocal = issuer.protocol === 'http:' && isLoopback(issuer.hostname);
    const execute = [client.enableNonRepudiationChecks, ...(isLocal ? [client.allowInsecureRequests] : [])];
    found ??= client
      .discovery(issuer, needed(config, 'oidcClientId'), config.oidcClientSecret, undefined, { execute })
      .catch((error: unknown) => {
        found = undefined;
        throw error;
      });
    return found;
  };

  return {
    begin: async (returnTo, again) => {
      const attempt = {
        verifier: client.randomPKCECodeVerifier(),
        state: client.randomState(),
        nonce: client.randomNonce(),
        returnTo,
      };
      const location = client.buildAuthorizationUrl(await discover(), {
        redirect_uri: redirectUri,
        scope: 'openid',
        code_challenge: await client.calculatePKCECodeChallenge(attempt.verifier),
        code_challenge_method: 'S256',
        state: attempt.state,
        nonce: attempt.nonce,
        ...(again ? { prompt: 'login', max_age: String(freshMinutes * 60) } : {}),
        ...(again && config.stepUpAcr ? { acr_values: config.stepUpAcr.join(' ') } : {}),
      });
      const jwt = new EncryptJWT(attempt)
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
        .setExpirationTime(new Date(clock() + attemptMinutes * 60_000));
      return { location, sealed: await jwt.encrypt(key) };
    },
    finish: async (address, sealed) => {
      const { payload } = await jwtDecrypt(sealed, key, {
        currentDate: new Date(clock()),
        keyManagementAlgorithms: ['dir'],
      });
      const { verifier, state, nonce, returnTo } = Attempt.parse(payload);
      const callback = new URL(redirectUri);
      callback.search = address.search;
      const checks = { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true };
      const claims = (await client.authorizationCodeGrant(await discover(), callback, checks)).claims();
      if (!claims) throw new Error('The issuer gave no ID token');
      return {
        issuer: claims.iss,
        subject: claims.sub,
        acr: claims['acr'] as string | undefined,
        authAt: claims.auth_time && claims.auth_time * 1000,
        returnTo,
      };
    },
  };
}

/** A path of this site, or its front page. */
export function safeReturn(wanted: string | undefined, publicUrl: string): string {
  const own = new URL(publicUrl);
  if (!wanted?.startsWith('/') || !URL.canParse(wanted, own.href)) return '/';
  const target = new URL(wanted, own);
  return target.origin === own.origin ? target.pathname + target.search + target.hash : '/';
}
