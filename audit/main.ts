// npm run audit: verify, export, checkpoint, erase, key.
import type { KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { Command } from 'commander';
import { loadConfig, needed, type Config } from '../config.ts';
import { eraseContent } from './erase.ts';
import { readExport, writeExport } from './export-file.ts';
import { sentence, type Report } from './finding.ts';
import { publicKey, vkeyOf } from './note.ts';
import { readDatabase } from './read-database.ts';
import { signerOf, verifyKeysOf } from './settings.ts';
import { makeCheckpoint, openNewOrigin } from './signer.ts';
import { verify } from './verify.ts';

/** 0 all is well, 1 something was found, 2 it could not be done. */
export async function main(args: string[], load: () => Config = loadConfig): Promise<number> {
  let code = 0;
  const program = new Command('npm run audit --').description(
    'Evidence: verify it, carry it out, sign it, erase content.',
  );
  program.exitOverride((error) => {
    throw error;
  });
  program
    .command('verify')
    .description('check all evidence; exit code 1 and the first finding where something was altered')
    .option('--from <file>', 'an export instead of the database; no database is needed')
    .option('--checkpoint <file...>', 'checkpoints kept elsewhere')
    .option('--all', 'every finding, not only the first')
    .action(async (options: { from?: string; checkpoint?: string[]; all?: boolean }) => {
      const config = load();
      const anchors = (options.checkpoint ?? []).map((name) => ({ name, note: readFileSync(name, 'utf8') }));
      const lines = options.from ? readExport(options.from) : readDatabase(readerUrl(config), Date.now());
      code = tell(await verify(lines, verifyKeysOf(config), anchors), options.all ?? false);
    });
  program
    .command('export <file>')
    .description('all evidence as JSON lines; holds what people wrote, keep it as you keep the database')
    .action(async (file: string) => {
      console.log(`${await writeExport(file, readDatabase(readerUrl(load()), Date.now()))} lines in ${file}`);
    });
  program
    .command('checkpoint')
    .description('sign a checkpoint now and print it, to be kept where the database administrator cannot reach it')
    .option('--new-origin', 'after a restore: begin a new log that names the last checkpoint of the old one')
    .action(async ({ newOrigin }: { newOrigin?: boolean }) => {
      const config = load();
      const signer = signerOf(config, needed(config, 'databaseSignerUrl'));
      const { note } = await (newOrigin ? openNewOrigin : makeCheckpoint)(signer, Date.now());
      process.stdout.write(note);
    });
  program
    .command('key')
    .description('the key that verifies, as AUDIT_VERIFY_KEY and in the form of signed notes')
    .action(() => {
      const config = load();
      for (const key of verifyKeysOf(config)) {
        console.log(`AUDIT_VERIFY_KEY=${textOf(key)}`);
        console.log(vkeyOf(config.auditOrigin, key));
      }
    });
  program
    .command('erase')
    .description('erase what people wrote in a case that has ended; its chain stays whole')
    .requiredOption('--case <id>', 'id of the case')
    .requiredOption('--because <reason>', 'the rule or order it rests on')
    .option('--by <person>', 'who orders it', userInfo().username)
    .action(async ({ case: caseId, because, by }: { case: string; because: string; by: string }) => {
      const url = needed(load(), 'databaseUrl');
      const count = await eraseContent(url, { caseId, because, by, now: Date.now() });
      console.log(count === 0 ? 'There was nothing to erase.' : `The content of ${count} events was erased.`);
    });
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    const { exitCode, code: kind, message } = error as { exitCode?: number; code?: string; message: string };
    if (exitCode === 0) return 0;
    if (!kind?.startsWith('commander.')) console.error(message);
    return 2;
  }
  return code;
}

const readerUrl = (config: Config): string => config.databaseReaderUrl ?? needed(config, 'databaseUrl');

const textOf = (key: KeyObject): string => publicKey(key).export({ type: 'spki', format: 'der' }).toString('base64');

function tell({ findings, remarks, counted }: Report, all: boolean): number {
  const { cases, events, reads, leaves, checkpoints } = counted;
  for (const remark of remarks) console.log(`Note: ${remark}`);
  const [first] = findings;
  if (!first) {
    console.log(
      `Whole: ${cases} cases, ${events} events, ${reads} reads, ${checkpoints} checkpoints over ${leaves} leaves.`,
    );
    return 0;
  }
  for (const finding of all ? findings : [first]) console.error(`NOT WHOLE: ${sentence(finding)}`);
  if (!all && findings.length > 1) console.error(`${findings.length - 1} more; --all lists them.`);
  return 1;
}
