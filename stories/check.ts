// Checks scenario files against the format and the names of their world, before any of them runs.
import { basename, dirname } from 'node:path';
import type { World } from '../prisma/seed/world-file.ts';
import { checkChange } from './check-changes.ts';
import { stepChecks } from './check-steps.ts';
import { ground, isMap, list, namesOf, show } from './names.ts';
import type { Story } from './story.ts';
import type { Vocabulary } from './vocabulary.ts';
import { readYaml } from './yaml.ts';

export type Checked = { file: string; story?: Story; faults: string[] };

export function checkStory(file: string, text: string, world: World, vocabulary: Vocabulary): Checked {
  const { content, faults: broken } = readYaml(text);
  if (!isMap(content)) return { file, faults: broken.length > 0 ? broken : ['file: is not a mapping'] };

  const base = ground(namesOf(world), vocabulary);
  const { bad, keys } = base;
  base.faults.push(...broken);
  const { id, given, steps } = content;
  keys('file', content, 'id title source given steps', 'id title source steps');
  if (!/^[TRCX]\d{2,}[a-z]?$/.test(String(id))) bad('id', `"${show(id)}" is not a letter of a process and a number`);
  const letter = { travel: 'T', risk: 'R', compliance: 'C' }[basename(dirname(file))];
  if (letter && !String(id).startsWith(letter)) bad('id', `"${show(id)}" does not fit this folder`);
  if (`${show(id)}.yaml` !== basename(file)) bad('id', `"${show(id)}" is not the name of the file`);
  for (const key of ['title', 'source'])
    if (content[key] !== undefined && (typeof content[key] !== 'string' || !content[key].trim()))
      bad(key, 'must be text');
  if (given !== undefined && !Array.isArray(given)) bad('given', 'must be a list');
  list(given).forEach((change, index) => checkChange(base, `given ${index + 1}`, change));

  const checks: Readonly<Record<string, (where: string, step: unknown) => void>> = stepChecks(base);
  if (!Array.isArray(steps) || steps.length === 0) bad('steps', 'must be a list');
  list(steps).forEach((step, index) => {
    const where = `step ${index + 1}`;
    const [entry, ...more] = isMap(step) ? Object.entries(step) : [];
    if (!entry || more.length > 0) return bad(where, 'must have exactly one verb');
    const check = checks[entry[0]];
    if (!check) return bad(where, `unknown verb "${entry[0]}"`);
    check(`${where} ${entry[0]}`, entry[1]);
  });
  if (!list(steps).some((step) => isMap(step) && step['expect'])) bad('steps', 'nothing is expected');
  return base.faults.length > 0 ? { file, faults: base.faults } : { file, story: content as Story, faults: [] };
}

/** The same id in two files is a fault of both. */
export function checkIds(checked: Checked[]): Checked[] {
  const files = new Map<string, string>();
  return checked.map((one) => {
    const id = one.story?.id;
    const other = id === undefined ? undefined : files.get(id);
    if (id !== undefined) files.set(id, one.file);
    return other === undefined ? one : { file: one.file, faults: [`id: "${id}" is also in ${other}`] };
  });
}
