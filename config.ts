// The only reader of the environment: every setting, its default, and what to do when it is wrong.
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { packNames } from './rules/packs/names.ts';
import { riskLevels } from './rules/risk.ts';

const flag = z.stringbool({ truthy: ['1', 'true', 'yes', 'on'], falsy: ['0', 'false', 'no', 'off'] });
const postgresUrl = z.url({
  protocol: /^postgres(ql)?$/,
  error: 'must be a URL like postgresql://user:password@host:5432/name',
});
const webUrl = z.url({ protocol: /^https?$/, error: 'must be a URL like https://safeconduct.example.org' });
const key = z.base64({ error: 'must be base64' }).min(32, 'is too short for a key');

/** One key, or several between commas while one takes over from another. */
const auditKeys = z
  .string()
  .transform((text) => text.split(',').map((part) => part.trim()))
  .pipe(z.array(key));

const proxies = z
  .string()
  .transform((text) => text.split(',').map((part) => part.trim()))
  .pipe(
    z.array(
      z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], { error: 'must be addresses or networks like 10.0.0.0/8' }),
    ),
  );

const words = z.string().transform((text) => text.split(/[\s,]+/).filter((word) => word !== ''));

/** `name=value,name=value`, values percent-encoded, as OpenTelemetry writes them. */
const otlpHeaders = z
  .string()
  .regex(
    /^[^=,]+=([^,%]|%[0-7][0-9a-fA-F])*(,[^=,]+=([^,%]|%[0-7][0-9a-fA-F])*)*$/,
    'must be name=value pairs between commas',
  )
  .transform((text) =>
    Object.fromEntries(
      text.split(',').map((pair) => {
        const at = pair.indexOf('=');
        return [pair.slice(0, at).trim(), decodeURIComponent(pair.slice(at + 1).trim())];
      }),
    ),
  );

/** `id:key,id:key`; the first writes, all read. Each key is 32 bytes in base64. */
const payloadKeys = z.string().transform((text, context) =>
  text.split(',').map((entry) => {
    const [id = '', secret = ''] = entry.trim().split(':');
    const bytes = Buffer.from(secret, 'base64');
    if (!id || bytes.length !== 32) {
      context.addIssue({
        code: 'custom',
        message: 'must be id:key pairs, each key 32 bytes in base64 (openssl rand -base64 32)',
      });
    }
    return { id, key: bytes };
  }),
);

const settings = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  HOME_DIR: z.string().default('.safeconduct'),
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number({ error: 'must be a number' }).int().min(0).max(65_535).default(3000),
  WORKER_BUILD_ID: z
    .string()
    .regex(/^[\w.+-]{1,100}$/, 'must be letters, digits and . + - _, like 1.4.0+3c96d81')
    .optional(),
  WORKER_METRICS_HOST: z.string().default('127.0.0.1'),
  WORKER_METRICS_PORT: z.coerce.number({ error: 'must be a number' }).int().min(0).max(65_535).optional(),
  PUBLIC_URL: webUrl.optional(),
  TRUSTED_PROXIES: proxies.optional(),
  WEB_DIST: z.string().default('web/dist'),
  DEMO: flag.default(false),
  RULES_PACK: z.enum(packNames, { error: `must be one of ${packNames.join(', ')}` }).default('un'),
  RATE_LIMIT_SCALE: z.coerce.number({ error: 'must be a number' }).min(0.1).max(10_000).default(1),
  DATABASE_URL: postgresUrl.optional(),
  DATABASE_WORKER_URL: postgresUrl.optional(),
  DATABASE_API_URL: postgresUrl.optional(),
  DATABASE_READER_URL: postgresUrl.optional(),
  DATABASE_SIGNER_URL: postgresUrl.optional(),
  TEMPORAL_ADDRESS: z
    .string()
    .regex(/^[^/\s]+:\d+$/, 'must be host:port')
    .optional(),
  TEMPORAL_NAMESPACE: z.string().default('default'),
  TEMPORAL_TASK_QUEUE: z.string().default('safeconduct'),
  TEMPORAL_API_KEY: z.string().optional(),
  TEMPORAL_TLS: flag.optional(),
  TEMPORAL_TLS_CA: z.string().optional(),
  TEMPORAL_TLS_CERT: z.string().optional(),
  TEMPORAL_TLS_KEY: z.string().optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: webUrl.optional(),
  OTEL_EXPORTER_OTLP_HEADERS: otlpHeaders.optional(),
  OTEL_SERVICE_NAME: z.string().optional(),
  OIDC_ISSUER: webUrl.optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  STEP_UP_RISK: z.enum([...riskLevels, 'never']).default('high'),
  STEP_UP_ACR: words.optional(),
  SMTP_URL: z.url({ protocol: /^smtps?$/, error: 'must be a URL like smtp://user:password@host:587' }).optional(),
  MAIL_FROM: z.string().default('Safeconduct <safeconduct@localhost>'),
  ACT_SIGNING_KEY: key.optional(),
  ACT_VERIFY_KEY: key.optional(),
  AUDIT_SIGNING_KEY: key.optional(),
  AUDIT_VERIFY_KEY: auditKeys.optional(),
  AUDIT_ORIGIN: z
    .string()
    .regex(/^[^\s+]+$/, 'must be a name without blanks, like safeconduct.example.org/audit')
    .default('safeconduct/audit'),
  PAYLOAD_KEYS: payloadKeys.optional(),
  SAFECONDUCT_TOKEN: z.string().optional(),
});

export type Config = ReturnType<typeof loadConfig>;

export function loadConfig(env: NodeJS.ProcessEnv = process.env) {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = settings.superRefine(refuseContradictions).safeParse(given);
  if (!parsed.success) {
    const lines = parsed.error.issues.map(({ path, message }) => `  ${path.join('.')} ${message}`);
    throw new Error(`The settings cannot be used:\n${lines.join('\n')}`);
  }
  const { data } = parsed;
  return {
    nodeEnv: data.NODE_ENV,
    logLevel: data.LOG_LEVEL,
    homeDir: data.HOME_DIR,
    host: data.HOST,
    port: data.PORT,
    publicUrl: data.PUBLIC_URL ?? `http://${data.HOST.includes(':') ? `[${data.HOST}]` : data.HOST}:${data.PORT}`,
    trustedProxies: data.TRUSTED_PROXIES,
    traces:
      data.OTEL_EXPORTER_OTLP_ENDPOINT === undefined
        ? undefined
        : {
            endpoint: data.OTEL_EXPORTER_OTLP_ENDPOINT,
            headers: data.OTEL_EXPORTER_OTLP_HEADERS ?? {},
            ...(data.OTEL_SERVICE_NAME ? { service: data.OTEL_SERVICE_NAME } : {}),
          },
    workerBuildId: data.WORKER_BUILD_ID,
    workerMetrics:
      data.WORKER_METRICS_PORT === undefined
        ? undefined
        : { host: data.WORKER_METRICS_HOST, port: data.WORKER_METRICS_PORT },
    webDist: data.WEB_DIST,
    demo: data.DEMO,
    rulesPack: data.RULES_PACK,
    rateLimitScale: data.RATE_LIMIT_SCALE,
    databaseUrl: data.DATABASE_URL,
    databaseWorkerUrl: data.DATABASE_WORKER_URL,
    databaseApiUrl: data.DATABASE_API_URL,
    databaseReaderUrl: data.DATABASE_READER_URL,
    databaseSignerUrl: data.DATABASE_SIGNER_URL,
    temporalAddress: data.TEMPORAL_ADDRESS,
    temporalNamespace: data.TEMPORAL_NAMESPACE,
    temporalTaskQueue: data.TEMPORAL_TASK_QUEUE,
    temporalApiKey: data.TEMPORAL_API_KEY,
    temporalTls: temporalTls(data),
    oidcIssuer: data.OIDC_ISSUER,
    oidcClientId: data.OIDC_CLIENT_ID,
    oidcClientSecret: data.OIDC_CLIENT_SECRET,
    stepUpRisk: data.STEP_UP_RISK,
    stepUpAcr: data.STEP_UP_ACR,
    smtpUrl: data.SMTP_URL,
    mailFrom: data.MAIL_FROM,
    actSigningKey: data.ACT_SIGNING_KEY,
    actVerifyKey: data.ACT_VERIFY_KEY,
    auditSigningKey: data.AUDIT_SIGNING_KEY,
    auditVerifyKey: data.AUDIT_VERIFY_KEY,
    auditOrigin: data.AUDIT_ORIGIN,
    payloadKeys: data.PAYLOAD_KEYS,
    cliToken: data.SAFECONDUCT_TOKEN,
  };
}

/** A setting this process cannot do without. */
export function needed<K extends keyof Config>(config: Config, name: K): NonNullable<Config[K]> {
  const value = config[name];
  if (value !== undefined && value !== null) return value;
  const setting = name.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
  throw new Error(`${setting} is not set. Set it, or run npm start, which brings everything up by itself.`);
}

/** Without them what people wrote would lie readable in Temporal: API and worker do not start. */
export function neededPayloadKeys({ payloadKeys: keys }: Config): NonNullable<Config['payloadKeys']> {
  if (keys) return keys;
  throw new Error(
    'PAYLOAD_KEYS is not set, and nothing goes to Temporal unencrypted. Make one with `echo "k1:$(openssl rand -base64 32)"`, ' +
      'set it for the API and every worker alike and keep it; or run npm start, which makes it by itself.',
  );
}

/** How worker and API reach Temporal; fits Connection.connect and NativeConnection.connect alike. */
export function temporalConnection(config: Config) {
  return {
    address: needed(config, 'temporalAddress'),
    ...(config.temporalTls === undefined ? {} : { tls: config.temporalTls }),
    ...(config.temporalApiKey === undefined ? {} : { apiKey: config.temporalApiKey }),
  };
}

/** For calls of a client. By itself gRPC waits up to two minutes before it looks again whether a server is back. */
export function temporalCalls(config: Config) {
  return { ...temporalConnection(config), channelArgs: { 'grpc.max_reconnect_backoff_ms': 2_000 } };
}

/** All builds of the worker are versions of this one deployment. */
export const deploymentName = 'safeconduct';

export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);

type Settings = z.output<typeof settings>;

function refuseContradictions(data: Settings, context: z.RefinementCtx): void {
  const refuse = (setting: keyof Settings, message: string) =>
    context.addIssue({ code: 'custom', path: [setting], message });
  if (data.DEMO) {
    const remedy =
      'lets anybody sign in as anybody. Unset DEMO and set OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET';
    if (data.NODE_ENV === 'production') refuse('DEMO', `is refused in production: it ${remedy}`);
    if (!isLoopback(data.HOST)) refuse('DEMO', `is refused on ${data.HOST}, which others can reach: it ${remedy}`);
    if (data.OIDC_ISSUER) refuse('DEMO', 'is refused beside OIDC_ISSUER: unset one of the two');
  }
  if (data.OIDC_ISSUER && !data.OIDC_CLIENT_ID)
    refuse('OIDC_CLIENT_ID', 'is needed with OIDC_ISSUER: the issuer gave it when this system was registered');
  if (data.OIDC_ISSUER && !data.OIDC_CLIENT_SECRET)
    refuse('OIDC_CLIENT_SECRET', 'is needed with OIDC_ISSUER: the issuer gave it when this system was registered');
  if (!data.TEMPORAL_TLS_CERT !== !data.TEMPORAL_TLS_KEY)
    refuse('TEMPORAL_TLS_CERT', 'and TEMPORAL_TLS_KEY go together: set both or none');
}

function temporalTls(data: Settings) {
  const wanted = data.TEMPORAL_TLS ?? Boolean(data.TEMPORAL_TLS_CERT || data.TEMPORAL_TLS_CA || data.TEMPORAL_API_KEY);
  if (!wanted) return undefined;
  const { TEMPORAL_TLS_CA: ca, TEMPORAL_TLS_CERT: certificate, TEMPORAL_TLS_KEY: secret } = data;
  return {
    ...(ca ? { serverRootCACertificate: readFileSync(ca) } : {}),
    ...(certificate && secret ? { clientCertPair: { crt: readFileSync(certificate), key: readFileSync(secret) } } : {}),
  };
}
