// safeconduct rules VERB: rules in files, as people keep them in git and check them before a change.
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { exits, NoAnswer, WrongUse, type CliAnswer } from './finding.ts';
import { exitOf, formats, say, type Format } from './report.ts';
import { analyse } from './verbs/analyse.ts';
import { diff } from './verbs/diff.ts';
import { exported } from './verbs/export.ts';
import { imported } from './verbs/import.ts';
import { impact } from './verbs/impact.ts';
import { lint } from './verbs/lint.ts';
import { test } from './verbs/test.ts';

type Verb = (files: string[], options: Record<string, string>) => Promise<CliAnswer>;

/** Answers the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  let exit: number = exits.clean;
  const program = new Command('safeconduct').exitOverride();
  const rules = program.command('rules').description('rules in files, packs and running systems');
  const verb = (name: string, description: string, run: Verb) =>
    rules
      .command(name)
      .description(description)
      .argument('[files...]', 'JSON or YAML')
      .option('--pack <name>', 'the rules a new system starts with: un or ngo')
      .option('--set <name>', 'which rule set of a pack or system', 'travelClearance')
      .option('--server <url>', 'a running system; SAFECONDUCT_TOKEN is the token of a session')
      .option('--version <number>', 'a version of that system')
      .option('--draft <id>', 'a draft of that system')
      .option('--strict', 'warnings block too')
      .addOption(new Option('--format <format>', 'how to answer').choices(formats).default('text'))
      .action(async (files: string[], options: Record<string, string>) => {
        const answer = await run(files, options);
        const text = say(answer, options['format'] as Format);
        if (text !== '') process.stdout.write(`${text}\n`);
        exit = exitOf(answer, Boolean(options['strict']));
      });
  verb('lint', 'faults of form and meaning', lint);
  verb('test', 'the examples beside the rules, and what they cover', test).option(
    '--scenarios <path>',
    'also play these stories against a throwaway system with these rules in force',
  );
  verb('analyse', 'gaps, contradictions, idle rules and invariants', analyse).addOption(seconds());
  verb('diff', 'what changed between two rule sets, and for whom', diff).addOption(seconds());
  verb('impact', 'what these rules would have made of the last days, in a running system', impact)
    .addOption(numberOption('--days <number>', 'how many days back'))
    .option('--country <ids>', 'only there; several with commas between')
    .option('--area <ids>', 'only there and in what lies inside; several with commas between');
  verb('export', 'the file to keep in git', exported).option('--output <file>', 'where to write it');
  verb('import', 'a draft of a running system made of a file', imported)
    .option('--title <words>', 'title of the draft')
    .option('--output <file>', 'where to write it, without a system');
  try {
    await program.parseAsync(args, { from: 'user' });
    return exit;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exits.clean : exits.wrongUse;
    if (!(error instanceof WrongUse || error instanceof NoAnswer)) throw error;
    process.stderr.write(`${error.message}\n`);
    return error instanceof WrongUse ? exits.wrongUse : exits.undecided;
  }
}

function seconds(): Option {
  return numberOption('--seconds <number>', 'how long to look before it says what it did not settle');
}

function numberOption(flags: string, description: string): Option {
  return new Option(flags, description).argParser((text) => {
    if (!/^\d+(\.\d+)?$/.test(text)) throw new InvalidArgumentError('It takes a number.');
    return text;
  });
}
