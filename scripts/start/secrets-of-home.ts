// What worker and API must share but nobody should choose: keys, and the passwords of the database roles.
import { createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import { roles, type RolePasswords } from '../../prisma/migrate.ts';
import { keptSecret } from '../parts/secrets.ts';

/** From the URLs given for the roles; what is not given is made once and kept. */
export function rolePasswords(home: string, env: NodeJS.ProcessEnv): RolePasswords {
  const of = (role: string) => {
    const given = env[`DATABASE_${role.toUpperCase()}_URL`];
    const password = given ? decodeURIComponent(new URL(given).password) : '';
    return password || keptSecret(home, `database-${role}`);
  };
  return Object.fromEntries(roles.map((role) => [role, of(role)])) as RolePasswords;
}

/** The URLs of the roles beside the owner's, unless given. */
export function roleUrls(ownerUrl: string, passwords: RolePasswords, env: NodeJS.ProcessEnv) {
  const of = (role: keyof RolePasswords) => {
    const url = new URL(ownerUrl);
    url.username = `safeconduct_${role}`;
    url.password = encodeURIComponent(passwords[role]);
    return env[`DATABASE_${role.toUpperCase()}_URL`] || url.href;
  };
  return { worker: of('worker'), api: of('api'), reader: of('reader'), signer: of('signer') };
}

export function keys(home: string, env: NodeJS.ProcessEnv) {
  const act = keyPair(home, env, 'ACT');
  const audit = keyPair(home, env, 'AUDIT');
  const payload =
    env['PAYLOAD_KEYS'] || keptSecret(home, 'payload-keys', () => `k1:${randomBytes(32).toString('base64')}`);
  return {
    ACT_SIGNING_KEY: act.signing,
    ACT_VERIFY_KEY: act.verify,
    AUDIT_SIGNING_KEY: audit.signing,
    AUDIT_VERIFY_KEY: audit.verify,
    PAYLOAD_KEYS: payload,
  };
}

function keyPair(home: string, env: NodeJS.ProcessEnv, what: 'ACT' | 'AUDIT') {
  const signing =
    env[`${what}_SIGNING_KEY`] ||
    keptSecret(home, `${what.toLowerCase()}-signing-key`, () =>
      generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64'),
    );
  const privateKey = createPrivateKey({ key: Buffer.from(signing, 'base64'), type: 'pkcs8', format: 'der' });
  const verify = createPublicKey(privateKey).export({ type: 'spki', format: 'der' }).toString('base64');
  return { signing, verify: env[`${what}_VERIFY_KEY`] || verify };
}
