// Plays one story against a running system and says where it first differs.
import { randomUUID } from 'node:crypto';
import { changeWorld } from './change-world.ts';
import { explain, type Problem, type Reply } from './client.ts';
import { differences, same } from './compare.ts';
import { duration } from './duration.ts';
import type { Act, Decide, Expect, Step, Story, Submit } from '../story.ts';
import { openedDifferences } from './opened.ts';
import { read, view, type Stage } from './stage.ts';

/** Nothing, or what went wrong first. */
export async function runStory(story: Story, stage: Omit<Stage, 'filed'>): Promise<string | undefined> {
  const all: Stage = { ...stage, filed: new Map() };
  try {
    for (const change of story.given ?? []) await changeWorld(all.client, all.cast, change);
    await all.system.idle();
  } catch (error) {
    return `given: ${messageOf(error)}`;
  }
  for (const [index, step] of story.steps.entries()) {
    try {
      const said = await play(all, step);
      if (said.length > 0) return `step ${index + 1} ${Object.keys(step)[0]}: ${said.join('; ')}`;
    } catch (error) {
      return `step ${index + 1} ${Object.keys(step)[0]}: ${messageOf(error)}`;
    }
  }
  return undefined;
}

async function play(stage: Stage, step: Step): Promise<string[]> {
  if ('expect' in step) return expected(stage, step.expect);
  const said = await move(stage, step);
  await stage.system.idle();
  return said;
}

async function move(stage: Stage, step: Exclude<Step, { expect: Expect }>): Promise<string[]> {
  if ('submit' in step) return submit(stage, step.submit);
  if ('decide' in step) return decide(stage, step.decide);
  if ('act' in step) return act(stage, step.act);
  if ('change' in step) await changeWorld(stage.client, stage.cast, step.change);
  else await stage.system.advance(duration(step.advance));
  return [];
}

async function submit(
  { client, filed, system }: Stage,
  { as, ref, process, form, refused }: Submit,
): Promise<string[]> {
  const reply = await client.call(as, 'POST', '/requests', { process, form }, { 'idempotency-key': randomUUID() });
  const said = answered(reply, refused);
  if (said.length > 0 || refused !== undefined) return said;
  const { id } = reply.body as { id: string };
  filed.set(ref, { id, filer: as });
  if (reply.status === 202) await system.known(id);
  return [];
}

async function decide({ client, filed }: Stage, step: Decide): Promise<string[]> {
  const { as, ref, seen, refused, ...rest } = step;
  const body = {
    ...rest,
    id: randomUUID(),
    ...(seen?.version === undefined ? {} : { version: seen.version }),
    ...(seen?.presentRisk === undefined ? {} : { seen: { presentRisk: seen.presentRisk } }),
  };
  return answered(await client.call(as, 'POST', `/requests/${idOf(filed, ref)}/decisions`, body), refused);
}

async function act({ client, filed }: Stage, { as, ref, verb, form = {}, refused }: Act): Promise<string[]> {
  const path = `/requests/${idOf(filed, ref)}`;
  if (verb === 'read') return answered(await client.call(as, 'GET', path), refused);
  const linked = Object.fromEntries(
    Object.entries(form).map(([key, value]) => [
      key,
      key === 'link' || key === 'mergedInto' ? idOf(filed, String(value)) : value,
    ]),
  );
  return answered(await client.call(as, 'POST', `${path}/acts`, { id: randomUUID(), verb, form: linked }), refused);
}

/** The answer must be the refusal the story names, or no refusal at all. */
function answered(reply: Reply, refused: string | undefined): string[] {
  if (refused === undefined) return reply.status < 300 ? [] : [`refused: ${explain(reply)}`];
  if (reply.status < 300) return [`expected to be refused with ${refused}, was accepted`];
  return (reply.body as Problem).code === refused ? [] : [`refused: expected ${refused}, found ${explain(reply)}`];
}

async function expected(stage: Stage, expect: Expect): Promise<string[]> {
  const { client, cast, filed } = stage;
  const said: string[] = [];
  const request = expect.ref === undefined ? undefined : await view(stage, expect.ref);
  if (request) said.push(...differences(expect, request));
  if (expect.opened) said.push(...(await openedDifferences(stage, expect.opened, request)));
  if (expect.headcount) {
    const { area, ...figures } = expect.headcount;
    const count = await read(
      client,
      cast.adviser(area),
      `/headcount?area=${area}&at=${new Date(stage.system.now()).toISOString()}`,
    );
    const { statuses = {}, ...totals } = figures;
    for (const [key, value] of Object.entries(totals)) said.push(...same(`headcount ${key}`, value, count[key]));
    const found = (count['statuses'] ?? {}) as Record<string, number>;
    for (const [key, value] of Object.entries(statuses)) said.push(...same(`headcount ${key}`, value, found[key] ?? 0));
  }
  if (expect.area) {
    const page = await read(client, cast.administrator, `/areas?q=${expect.area.id}`);
    const area = (page['items'] as Record<string, unknown>[]).find(({ id }) => id === expect.area?.id);
    said.push(...same('area presentRisk', expect.area.presentRisk, area?.['presentRisk']));
  }
  for (const { field, from } of expect.hidden ?? []) {
    const seen = await read(client, from, `/requests/${idOf(filed, expect.ref ?? '')}`);
    const form = (seen['form'] ?? {}) as Record<string, unknown>;
    if (seen[field] !== undefined || form[field] !== undefined) said.push(`hidden: ${from} reads ${field}`);
  }
  return said;
}

function idOf(filed: Stage['filed'], ref: string): string {
  const found = filed.get(ref);
  if (!found) throw new Error(`"${ref}" was not filed`);
  return found.id;
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}
