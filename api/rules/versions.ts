// Versions of a rule set: where and when each is or was in force, who made it and why, and what it changed.
import { z } from 'zod';
import { Id } from '../../forms/common.ts';
import type { Database } from '../../prisma/connect.ts';
import type { Prisma } from '../../prisma/client/client.ts';
import { everywhere } from '../../prisma/rules-in-force.ts';
import { differencesInWords } from '../../rules/rule-differences.ts';
import type { RuleSet } from '../../rules/rule-set.ts';
import { sentence } from '../../rules/sentence.ts';
import { namesFor, type Named, type Names } from '../names.ts';
import { problemOf } from '../problem.ts';
import { route, type ApiRouter } from '../route.ts';
import { areaOf, placeName } from './place-names.ts';
import { RuleSetVersion, RuleSetVersionInFull, type RuleSetSummary } from './views.ts';
import { page } from '../views.ts';

type Row = Prisma.RuleSetVersionGetPayload<{ include: { activations: true } }>;
type Activation = Row['activations'][number];

export function ruleVersionRoutes(router: ApiRouter): void {
  route(
    router,
    {
      method: 'get',
      path: '/rules/:set/versions',
      access: 'signed-in',
      params: z.strictObject({ set: Id }),
      answers: { 200: page(RuleSetVersion) },
      summary: 'Every version, newest first',
    },
    async ({ input, deps }) => {
      const rows = await deps.db.ruleSetVersion.findMany({
        where: { name: input.params.set },
        orderBy: { version: 'desc' },
        include: { activations: true },
        omit: { content: true, bytes: true },
      });
      if (rows.length === 0) throw problemOf('not-found');
      const names = await namesFor(deps.db, namedIn(rows));
      return { items: rows.map((one) => versionView(one, names, deps.clock())), next: null };
    },
  );

  route(
    router,
    {
      method: 'get',
      path: '/rules/:set/versions/:version',
      access: 'signed-in',
      params: z.strictObject({ set: Id, version: z.coerce.number().int().min(1).max(1_000_000) }),
      answers: { 200: RuleSetVersionInFull },
      summary: 'A version with its text, each rule as a sentence, and what it changed',
    },
    ({ input, deps }) => inFull(deps.db, input.params.set, input.params.version, deps.clock()),
  );
}

/** Against the version it was begun from; where that is not said, the one before it. */
async function inFull(
  db: Database,
  name: string,
  version: number,
  now: number,
): Promise<z.input<typeof RuleSetVersionInFull>> {
  const row = await db.ruleSetVersion.findUnique({
    where: { name_version: { name, version } },
    include: { activations: true },
  });
  if (!row) throw problemOf('not-found');
  const content = row.content as unknown as RuleSet;
  const earlier = await db.ruleSetVersion.findFirst({
    where: { name, version: row.base ?? { lt: version } },
    orderBy: { version: 'desc' },
    select: { version: true, content: true },
  });
  return {
    ...versionView(row, await namesFor(db, namedIn([row])), now),
    content: row.content as Record<string, unknown>,
    rules: content.rules.map((rule) => ({ id: rule.id, title: rule.title, sentence: sentence(content, rule) })),
    before: earlier?.version ?? null,
    changes: earlier ? differencesInWords(earlier.content as unknown as RuleSet, content) : [],
  };
}

/** What is in force everywhere, one a set. */
export async function setsInForce(db: Database, now: number): Promise<z.input<typeof RuleSetSummary>[]> {
  const at = new Date(now);
  const begun = { OR: [{ fromAt: null }, { fromAt: { lte: at } }] };
  const notOver = { OR: [{ toAt: null }, { toAt: { gt: at } }] };
  const rows = await db.ruleActivation.findMany({
    where: { place: everywhere, AND: [begun, notOver] },
    orderBy: { name: 'asc' },
    include: { text: { select: { title: true, hash: true } } },
  });
  return rows.map(({ name, version, fromAt, text }) => ({ name, version, ...text, activeFrom: iso(fromAt) }));
}

type Naming = Pick<Row, 'authorId' | 'publisherId' | 'activations'>;
const namedIn = (rows: readonly Naming[]): Named => ({
  people: rows.flatMap((row) => [row.authorId, row.publisherId, ...row.activations.map(({ byId }) => byId)]),
  areas: rows.flatMap(({ activations }) => activations.map(({ place }) => areaOf(place))),
});

function versionView(row: Omit<Row, 'content' | 'bytes'>, names: Names, now: number): z.input<typeof RuleSetVersion> {
  const { name, title, version, hash, base, reason, authorId, publisherId, caseId, createdAt } = row;
  const { person } = names;
  const activations = row.activations.toSorted((one, other) => startOf(one) - startOf(other));
  return {
    ...{ name, title, version, hash, base, reason },
    state: stateOf(activations, now),
    activeFrom: iso(activations.map((one) => one.fromAt).find((at) => at !== null) ?? null),
    activeTo: activations.some(({ toAt }) => !toAt) ? null : iso(activations.at(-1)?.toAt ?? null),
    author: authorId === null ? null : person(authorId),
    publisher: publisherId === null ? null : person(publisherId),
    case: caseId,
    publishedAt: createdAt.toISOString(),
    activations: activations.map((one) => ({
      ...{ place: one.place, placeName: placeName(one.place, names), from: iso(one.fromAt), to: iso(one.toAt) },
      ...{ by: one.byId === null ? null : person(one.byId), case: one.caseId, reason: one.reason },
      state: stateOf([one], now),
    })),
  };
}

/** In force somewhere now, to come somewhere, or over. */
export function stateOf(activations: readonly Activation[], now: number): 'active' | 'scheduled' | 'retired' {
  const alive = activations.filter((one) => endOf(one) > now && endOf(one) > startOf(one));
  if (alive.some((one) => startOf(one) <= now)) return 'active';
  return alive.length > 0 ? 'scheduled' : 'retired';
}

const startOf = ({ fromAt }: Activation): number => (fromAt ? +fromAt : -Infinity);
const endOf = ({ toAt }: Activation): number => (toAt ? +toAt : Infinity);
const iso = (at: Date | null): string | null => at?.toISOString() ?? null;
