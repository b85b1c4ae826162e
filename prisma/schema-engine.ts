// Prisma's schema engine in its WebAssembly build: the same engine as the native one, without a download.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory, DriverAdapterError } from '@prisma/driver-adapter-utils';
import * as engineModule from '@prisma/schema-engine-wasm/schema_engine_bg';
import { DatabaseError } from 'pg';

/** No table or enum lives outside the schema. */
export const filters = { externalTables: [], externalEnums: [] };

// The compiler's library for servers leaves this global out.
declare const WebAssembly: {
  instantiate(bytes: Uint8Array, imports: object): Promise<{ instance: { exports: { __wbindgen_start(): void } } }>;
};

// The adapter cuts a script at every semicolon, function bodies included; the server takes it whole, in one transaction.
class WholeScripts extends PrismaPg {
  private readonly open: Awaited<ReturnType<PrismaPg['connect']>>[] = [];

  override async connect(): ReturnType<PrismaPg['connect']> {
    const connection = await super.connect();
    connection.executeScript = async (script) => {
      await connection.underlyingDriver().query(script).catch(rethrow);
    };
    this.open.push(connection);
    return connection;
  }

  async close(): Promise<void> {
    await Promise.all(this.open.map((connection) => connection.underlyingDriver().end()));
  }
}

function rethrow(error: unknown): never {
  if (!(error instanceof DatabaseError)) throw error;
  const { code = '', severity = '', message, detail, column, hint } = error;
  throw new DriverAdapterError({ kind: 'postgres', code, severity, message, detail, column, hint });
}

let loaded: Promise<void> | undefined;

/** Works with an engine bound to one database and one folder that holds schema.prisma. */
export async function withSchemaEngine<T>(
  url: string,
  folder: string,
  work: (engine: engineModule.SchemaEngine) => Promise<T>,
): Promise<T> {
  await (loaded ??= load());
  const file = join(folder, 'schema.prisma');
  const datamodels: [string, string][] = [[file, readFileSync(file, 'utf8')]];
  const scripts = new WholeScripts({ connectionString: url, max: 1, allowExitOnIdle: true });
  const adapter = bindMigrationAwareSqlAdapterFactory(scripts);
  const engine = await engineModule.SchemaEngine.new({ datamodels }, () => undefined, adapter);
  try {
    return await work(engine);
  } finally {
    // The engine's advisory lock lives as long as its connection.
    await scripts.close();
  }
}

async function load(): Promise<void> {
  const entry = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm');
  const bytes = readFileSync(entry.replace('schema_engine.js', 'schema_engine_bg.wasm'));
  const imports = Object.fromEntries(
    Object.entries(engineModule).map(([name, value]) => [name, unrefTimer(name, value)]),
  );
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': imports });
  engineModule.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
}

// The engine never clears the ten seconds it allows for its lock; they must not hold the process.
function unrefTimer(name: string, value: unknown): unknown {
  if (!name.startsWith('__wbg_setTimeout')) return value;
  return (...args: unknown[]) => (value as (...args: unknown[]) => NodeJS.Timeout)(...args).unref();
}
