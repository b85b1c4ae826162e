// Which settings start, and which are refused with a reason.
import { describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { loadConfig, needed, temporalCalls, temporalConnection } from '../config.ts';

describe('the demonstration sign-in', () => {
  const issuer = { OIDC_ISSUER: 'https://id.example.org', OIDC_CLIENT_ID: 'a', OIDC_CLIENT_SECRET: 'b' };
  test.each([
    ['starts on this machine', { DEMO: '1' }, undefined],
    ['starts on the other loopback address', { DEMO: '1', HOST: '::1' }, undefined],
    ['is refused in production', { DEMO: '1', NODE_ENV: 'production' }, 'DEMO is refused in production'],
    ['is refused where others can reach it', { DEMO: '1', HOST: '0.0.0.0' }, 'DEMO is refused on 0.0.0.0'],
    ['is refused on a name that only looks local', { DEMO: '1', HOST: '127.0.0.1.example.org' }, 'DEMO is refused on'],
    ['is refused beside an issuer', { DEMO: '1', ...issuer }, 'DEMO is refused beside OIDC_ISSUER'],
    ['is off by itself', { NODE_ENV: 'production', HOST: '0.0.0.0', ...issuer }, undefined],
  ])('%s', (_, env, refusal) => {
    if (refusal) expect(() => loadConfig(env)).toThrow(refusal);
    else expect(loadConfig(env).demo).toBe('DEMO' in env);
  });
});

test.each([
  [{ DATABASE_URL: 'mysql://x' }, 'DATABASE_URL must be a URL like postgresql://'],
  [{ TRUSTED_PROXIES: '10.0.0.0/8, proxy' }, 'TRUSTED_PROXIES.1 must be addresses or networks'],
  [{ PORT: 'many' }, 'PORT must be a number'],
  [{ TEMPORAL_ADDRESS: 'https://cloud' }, 'TEMPORAL_ADDRESS must be host:port'],
  [{ TEMPORAL_TLS_KEY: 'key.pem' }, 'TEMPORAL_TLS_KEY go together'],
  [{ OIDC_ISSUER: 'https://id.example.org' }, 'OIDC_CLIENT_SECRET is needed'],
  [{ AUDIT_ORIGIN: 'two words' }, 'AUDIT_ORIGIN must be a name without blanks'],
  [{ PAYLOAD_KEYS: 'a:short' }, 'PAYLOAD_KEYS must be id:key pairs'],
  [{ WORKER_BUILD_ID: 'two words' }, 'WORKER_BUILD_ID must be letters'],
  [{ OTEL_EXPORTER_OTLP_HEADERS: 'authorization' }, 'OTEL_EXPORTER_OTLP_HEADERS must be name=value pairs'],
  [{ OTEL_EXPORTER_OTLP_HEADERS: 'a=%' }, 'OTEL_EXPORTER_OTLP_HEADERS must be name=value pairs'],
])('a wrong setting is named with what to do: %p', (env, message) => {
  expect(() => loadConfig(env)).toThrow(message);
});

test('a refusal never repeats a secret', () => {
  const secret = 'hunter2hunter2';
  for (const setting of [
    'DATABASE_URL',
    'ACT_SIGNING_KEY',
    'AUDIT_SIGNING_KEY',
    'AUDIT_VERIFY_KEY',
    'PAYLOAD_KEYS',
    'SMTP_URL',
  ]) {
    const load = () => loadConfig({ [setting]: `x:${secret}` });
    expect(load).toThrow(setting);
    expect(load).not.toThrow(secret);
  }
});

test('an empty setting counts as not set', () => {
  expect(loadConfig({ DATABASE_URL: '', PORT: '' })).toMatchObject({ databaseUrl: undefined, port: 3000 });
});

test('a process that lacks a setting says which', () => {
  expect(() => needed(loadConfig({}), 'databaseWorkerUrl')).toThrow('DATABASE_WORKER_URL is not set');
});

test.each(['api/main.ts', 'activities/worker.ts'])(
  '%s does not start without keys for payloads, whatever else is set, and says what to do',
  (program) => {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    const env = {
      NODE_ENV: 'production',
      PORT: '0',
      DATABASE_WORKER_URL: 'postgresql://nobody@127.0.0.1:1/none',
      DATABASE_API_URL: 'postgresql://nobody@127.0.0.1:1/none',
      TEMPORAL_ADDRESS: '127.0.0.1:1',
      ACT_SIGNING_KEY: privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64'),
      ACT_VERIFY_KEY: publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
    };
    const start = ['--import', 'tsx', program];
    const { status, stderr } = spawnSync(process.execPath, start, { env, encoding: 'utf8', timeout: 50_000 });
    expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringContaining('PAYLOAD_KEYS is not set') });
    expect(stderr).toContain('openssl rand -base64 32');
  },
);

test('a Temporal that is back is found within seconds, however long it was away', () => {
  const { channelArgs } = temporalCalls(loadConfig({ TEMPORAL_ADDRESS: '127.0.0.1:7233' }));
  // Less than what a click or a filing waits for its answer.
  expect(channelArgs['grpc.max_reconnect_backoff_ms']).toBeLessThan(8_000);
});

test('an API key of a hosted Temporal turns encryption on', () => {
  const config = loadConfig({ TEMPORAL_ADDRESS: 'cloud.example.org:7233', TEMPORAL_API_KEY: 'k' });
  expect(temporalConnection(config)).toEqual({ address: 'cloud.example.org:7233', tls: {}, apiKey: 'k' });
});
