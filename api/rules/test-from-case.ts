// Makes a test of rules out of a case that was: its facts and place, and what it came to. Facts name nobody, and the test says no more.
import { z } from 'zod';
import { Id } from '../../forms/common.ts';
import type { Database } from '../../prisma/connect.ts';
import { frameOf } from '../../prisma/world-frame.ts';
import { decidersOf } from '../../rules/rule-tests.ts';
import type { Condition, FactValue, Facts, RuleSet, RuleTest, Verdict } from '../../rules/rule-set.ts';
import { localDate } from '../../rules/working-time.ts';
import { caseFor } from '../cases.ts';
import { problemOf } from '../problem.ts';
import { refusal } from '../refusals.ts';
import { route, type ApiRouter } from '../route.ts';
import { mayWorkOnRules } from './rights.ts';
import { ruleSetVersion } from './sets.ts';

const TestView = z
  .looseObject({ name: z.string(), from: z.string(), expect: z.looseObject({ outcome: z.string() }) })
  .meta({ id: 'RuleTest' });

export function ruleTestRoutes(router: ApiRouter): void {
  route(
    router,
    {
      method: 'post',
      path: '/rules/:set/tests/from-case',
      access: mayWorkOnRules,
      params: z.strictObject({ set: Id }),
      body: z.strictObject({ case: z.uuid(), part: z.uuid().optional() }),
      answers: { 200: TestView },
      example: { params: { set: 'travelClearance' }, body: { case: '00000000-0000-4000-8000-000000000000' } },
      summary: 'A test made of a past case the caller may read; add it to a draft to keep it',
    },
    async ({ input, person, deps }) => {
      const { case: caseId, part } = input.body;
      const { process, reference } = await caseFor(deps, person, caseId, 'read-facts');
      if (process !== input.params.set) throw problemOf('not-found');
      return testOf(deps.db, caseId, reference, part);
    },
  );
}

async function testOf(db: Database, caseId: string, reference: string, partId: string | undefined): Promise<RuleTest> {
  const rows = await db.part.findMany({
    where: { caseId, ...(partId ? { id: partId } : { active: true }) },
    orderBy: { ordinal: 'asc' },
    include: { case: { select: { organizationId: true } } },
  });
  const row = rows.find((one) => one.verdict !== null);
  if (partId && rows.length === 0) throw problemOf('not-found');
  if (!row) throw refusal('not-judged', 'No rule has judged this part yet.');
  const verdict = row.verdict as unknown as Verdict;
  const compiled = await ruleSetVersion(db, verdict.ruleSet.name, verdict.ruleSet.version);
  if (!compiled) throw problemOf('not-found');
  const { areaId: area, countryId: country, stateSince } = row;
  const { zone = 'UTC', parents = [] } = (await frameOf(db)).frame.areas.get(area ?? '') ?? {};
  const around = parents.length > 0 ? { inside: [...parents] } : {};
  const { outcome, reasons, conditions } = verdict;
  return {
    name: `As in ${reference}, part ${row.ordinal}`,
    facts: namingNobody((row.facts ?? {}) as Facts, compiled.ruleSet),
    in: { country, area, ...around, organization: row.case.organizationId, date: localDate(+stateSince, zone) },
    expect: {
      outcome,
      deciders: decidersOf(verdict) as RuleTest['expect']['deciders'],
      reasons,
      conditions: conditions.map(({ code }) => code),
    },
    from: reference,
  };
}

/** Of free text only that there is some, unless the rules name it themselves. */
function namingNobody(facts: Facts, { facts: declared, rules }: RuleSet): RuleTest['facts'] {
  const words = new Set(rules.flatMap(({ when }) => wordsOf(when)));
  const kept = declared.flatMap(({ name, of }): [string, FactValue][] => {
    const value = Object.hasOwn(facts, name) ? (facts[name] ?? null) : null;
    if (value === null) return [];
    return [[name, of.type === 'text' && !words.has(String(value)) ? 'given' : value]];
  });
  return Object.fromEntries(kept) as RuleTest['facts'];
}

function wordsOf(condition: Condition): string[] {
  if ('not' in condition) return wordsOf(condition.not);
  if ('all' in condition) return condition.all.flatMap(wordsOf);
  if ('any' in condition) return condition.any.flatMap(wordsOf);
  return [condition.value ?? []].flat().map(String);
}
