// Where rules come from: a file, a pack, or a version or draft of a running system.
import { readFileSync } from 'node:fs';
import { processes, isProcessName, type ProcessName } from '../rules/index.ts';
import { packNames, packs, type PackName } from '../rules/packs/packs.ts';
import { readRuleFile } from '../rules/rule-file.ts';
import { WrongUse, type CliFinding, type Place } from './finding.ts';
import { ask } from './server.ts';
import { readText, type Path } from './text-document.ts';

export type RuleSource = {
  label: string;
  content: unknown;
  placeOf?: (path: Path) => Place;
  /** What is wrong with the file around the rules. */
  faults: CliFinding[];
};

export type SourceOptions = { pack?: string; set?: string; server?: string; version?: string; draft?: string };

/** Packs, versions and drafts first, then the files in the order given. */
export async function sourcesOf(files: readonly string[], options: SourceOptions): Promise<RuleSource[]> {
  const { pack, server, version, draft } = options;
  const sources: RuleSource[] = [];
  if (pack !== undefined) sources.push(packSource(pack, setOf(options)));
  const stored = version === undefined ? [] : [`versions/${encodeURIComponent(version)}`];
  if (draft !== undefined) stored.push(`drafts/${encodeURIComponent(draft)}`);
  for (const one of stored) {
    const path = `/rules/${setOf(options)}/${one}/file`;
    sources.push(readAs(path, JSON.stringify(await ask(needed(server), 'GET', path)), false));
  }
  sources.push(...files.map((file) => readAs(file, readFile(file), true)));
  if (sources.length === 0) throw new WrongUse('Name a file, or --pack, or --version or --draft with --server.');
  return sources;
}

export async function oneSource(files: readonly string[], options: SourceOptions): Promise<RuleSource> {
  const [source, ...more] = await sourcesOf(files, options);
  if (!source || more.length > 0) throw new WrongUse('This takes one rule set.');
  return source;
}

export function setOf({ set = 'travelClearance' }: SourceOptions): ProcessName {
  if (isProcessName(set)) return set;
  throw new WrongUse(`There is no rule set ${set}: --set takes ${Object.keys(processes).join(', ')}.`);
}

export function needed(server: string | undefined): string {
  if (server === undefined) throw new WrongUse('Say which system with --server URL.');
  return server;
}

function packSource(name: string, set: ProcessName): RuleSource {
  if (!(packNames as readonly string[]).includes(name))
    throw new WrongUse(`There is no pack ${name}: --pack takes ${packNames.join(' or ')}.`);
  return { label: `pack ${name}`, content: packs[name as PackName].ruleSets[set], faults: [] };
}

function readFile(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new WrongUse(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** A bare rule set, or the exported form around one. */
function readAs(label: string, text: string, isPlaced: boolean): RuleSource {
  const read = readText(label, text);
  if (Array.isArray(read)) return { label, content: undefined, faults: read };
  const { content, placeOf } = read;
  const placed = (prefix: Path) => (isPlaced ? { placeOf: (path: Path) => placeOf([...prefix, ...path]) } : {});
  if (isBare(content)) return { label, content, faults: [], ...placed([]) };
  const file = readRuleFile(content);
  if (file.ok) return { label, content: file.ruleSet, faults: [], ...placed(['ruleSet']) };
  const place = isPlaced ? { place: placeOf([file.code === 'import-altered' ? 'hash' : 'format']) } : {};
  const fault: CliFinding = { code: file.code, level: 'error', message: file.message, ...place };
  return { label, content: undefined, faults: [fault] };
}

function isBare(content: unknown): boolean {
  return typeof content === 'object' && content !== null && 'rules' in content && !('format' in content);
}
