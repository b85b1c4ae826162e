// Publishes what was decided: the version and where and from when it is in force, in the transaction that records the decision.
import { canonicalBytes, contentHash, idOf } from '../../canonical.ts';
import { Prisma } from '../../prisma/client/client.ts';
import { everywhere } from '../../prisma/rules-in-force.ts';
import { note, type Docket, type PartRow } from '../docket.ts';
import { carryIdOf, type RuleChangeSetting } from './change-setting.ts';
import type { Granted } from '../setting.ts';
import { countTouched, type Scope } from '../world/touched-by.ts';

/** Part of an activation that another took the place of: it comes back where that other is taken back before it starts. */
export type Ended = { id: string; place: string; version: number; from: number; to: number | null };
type Version = { name: string; version: number; hash: string };

export async function publishRules(
  docket: Docket,
  setting: RuleChangeSetting,
  part: PartRow,
  { decision, settle }: Granted,
): Promise<void> {
  const { tx, form, places, startsAt, inheriting } = setting;
  const { kase, now } = docket;
  const by = decision.deciderId;
  const published = await versionOf(docket, setting, by);
  const ended = await endOthers(setting);
  const common = { name: form.set, version: published.version, caseId: kase.id, byId: by, reason: form.reason };
  await tx.ruleActivation.createMany({
    data: places
      .filter((place) => !inheriting.includes(place))
      .map((place) => ({
        ...{ ...common, id: idOf(kase.id, 'activation', place), place, at: new Date(now) },
        fromAt: new Date(startsAt),
      })),
  });
  if (form.draft !== undefined) await settleDraft(setting, 'published', now);
  part.fromAt = new Date(startsAt);
  note(docket, {
    kind: 'rules-published',
    actor: by,
    part: part.id,
    detail: { published, places, from: startsAt, submitted: form.hash },
  });
  const isInForce = startsAt <= now;
  settle(isInForce ? 'in-force' : 'published');
  part.basis = { ...(part.basis as object), published, ended } as never;
  if (isInForce) await carryOn(docket, setting, by, published);
}

/** An earlier version is there; a draft becomes the next one. */
async function versionOf({ kase, now }: Docket, setting: RuleChangeSetting, by: string): Promise<Version> {
  const { tx, form, text, replaced } = setting;
  const { set: name, hash } = form;
  if (form.returnsTo !== undefined) return { name, version: form.returnsTo, hash };
  const last = await tx.ruleSetVersion.aggregate({ where: { name }, _max: { version: true } });
  const version = (last._max.version ?? 0) + 1;
  const content = { ...text!.set!, version };
  const row = { id: idOf(kase.id, 'version'), name, version, title: content.title, hash: contentHash(content) };
  await tx.ruleSetVersion.create({
    data: {
      ...row,
      content: content as unknown as Prisma.InputJsonValue,
      bytes: canonicalBytes(content),
      base: replaced[0]?.version ?? null,
      ...{ authorId: text!.authorId, publisherId: by, reason: form.reason, caseId: kase.id, createdAt: new Date(now) },
    },
  });
  return { name, version, hash: row.hash };
}

/** What was to be in force at the same places from then on is not, whether it has begun or not. */
async function endOthers({ tx, form, places, startsAt }: RuleChangeSetting): Promise<Ended[]> {
  const rows = await tx.ruleActivation.findMany({
    where: {
      ...{ name: form.set, place: { in: places } },
      OR: [{ toAt: null }, { toAt: { gt: new Date(startsAt) } }],
    },
    orderBy: [{ place: 'asc' }, { fromAt: { sort: 'asc', nulls: 'first' } }],
  });
  const ended: Ended[] = [];
  for (const { id, place, version, fromAt, toAt } of rows) {
    // Taken back before it began.
    if (fromAt && toAt && +fromAt === +toAt) continue;
    const from = Math.max(startsAt, fromAt ? +fromAt : -Infinity);
    await tx.ruleActivation.update({ where: { id }, data: { toAt: new Date(from) } });
    ended.push({ id, place, version, from, to: toAt && +toAt });
  }
  return ended;
}

export async function settleDraft({ tx, form }: RuleChangeSetting, state: string, now: number): Promise<void> {
  await tx.ruleDraft.updateMany({
    where: { id: form.draft!, state: 'submitted' },
    data: { state, updatedAt: new Date(now) },
  });
}

/** Where that was asked for, live cases are judged again: a change of the world like any other, carried on by this case's workflow. */
export async function carryOn(
  { kase, now }: Docket,
  setting: RuleChangeSetting,
  by: string,
  { version }: Pick<Version, 'version'>,
): Promise<void> {
  const { tx, form, places } = setting;
  if (!form.reexamine) return;
  const { countries = [], areas = [] } = form.effective;
  const scope: Scope = { process: form.set, ...(places.includes(everywhere) ? { all: true } : { countries, areas }) };
  const id = carryIdOf(kase.id);
  await tx.referenceChange.create({
    data: {
      ...{ id, kind: 'rules', key: form.set, patch: { version, places, workflowId: kase.workflowId } },
      ...{ before: Prisma.DbNull, after: Prisma.DbNull, scope: { ...scope, touched: await countTouched(tx, scope) } },
      ...{ byId: by, reason: form.reason, at: new Date(now), state: 'reaching' },
    },
  });
  setting.carries = id;
}
