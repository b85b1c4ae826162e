// Decisions and acts against their events: each row has one event, each such event one row, and they say the same.
import { hashOf, isSame } from './bytes.ts';
import type { Fact } from './fact.ts';
import type { Row } from './rows.ts';
import type { CaseRows, Find } from './verify-case.ts';

export function verifyDecisions({ decisions, events, kase }: CaseRows, facts: readonly Fact[], find: Find): void {
  const rows = new Map(decisions.map((row) => [row.id, row]));
  for (const fact of facts) {
    if (fact.kind !== 'decided' && fact.kind !== 'opinion') continue;
    const row = rows.get(fact.decision ?? '');
    if (!row) {
      find('decision', fact.seq, `the decision ${fact.decision} is missing or in evidence twice`);
      continue;
    }
    rows.delete(row.id);
    const flaw = flawOf(row, fact, events[fact.seq - 1]!, kase.id);
    if (flaw) find('decision', fact.seq, `the decision ${row.id} has another ${flaw} than this event says`);
  }
  for (const { id } of rows.values()) find('decision', undefined, `the decision ${id} is in no event`);
}

function flawOf(row: Row<'decisions'>, fact: Fact, event: Row<'audit_events'>, caseId: string): string | undefined {
  const { detail, ruleSet } = fact;
  const pairs: [string, unknown, unknown][] = [
    ['case', row.caseId, caseId],
    ['task', row.taskId, fact.task],
    ['round', row.round, fact.round],
    ['kind', row.kind, fact.kind === 'decided' ? 'decision' : 'opinion'],
    ['decider', row.deciderId, fact.actor],
    ['instrument', row.instrumentId, fact.instrument],
    ['moment', row.at, fact.at],
    ['outcome', row.outcome, detail['outcome']],
    ['authority', row.authority, detail['authority']],
    ['content', row.contentHash, detail['content']],
    ['version', row.contentVersion, detail['version']],
    ['rule set', [row.ruleSetName, row.ruleSetVersion, row.ruleSetHash], namesOf(ruleSet)],
  ];
  // Events written before these were committed to say nothing of them.
  if ('parts' in detail) pairs.push(['list of parts', row.partIds, detail['parts']]);
  if ('grounds' in detail) pairs.push(['basis (conditions, facts or verdict)', groundsOf(row), detail['grounds']]);
  const said = event.content as { reason?: string; conditions?: unknown } | null;
  if (said) pairs.push(['reason', row.reason, said.reason?.trim() || null]);
  if (said) pairs.push(['list of conditions', row.conditions, said.conditions ?? []]);
  // What was erased is gone from the row too, with the content of its event.
  else pairs.push(['reason', row.reason, null], ['list of conditions', row.conditions, codesOf(row)]);
  if (said && 'rests' in detail) pairs.push(['basis (conditions, facts or verdict)', restsOf(row), detail['rests']]);
  return pairs.find(([, one, other]) => !isSame(one, other))?.[0];
}

const namesOf = (ruleSet: Fact['ruleSet']): unknown[] => [
  ruleSet?.name ?? null,
  ruleSet?.version ?? null,
  ruleSet?.hash ?? null,
];
const codesOf = ({ conditions }: Row<'decisions'>) => (conditions as { code: string }[]).map(({ code }) => ({ code }));
const groundsOf = (row: Row<'decisions'>): string =>
  hashOf({ conditions: codesOf(row), facts: row.facts, verdict: row.verdict });
/** As it was once written: with all that was typed. */
const restsOf = ({ conditions, facts, verdict }: Row<'decisions'>): string => hashOf({ conditions, facts, verdict });

export function verifyActs({ acts, events, kase }: CaseRows, facts: readonly Fact[], find: Find): void {
  const rows = new Map(acts.map((row) => [row.id, row]));
  for (const fact of facts) {
    const id = fact.detail['act'];
    if (typeof id !== 'string') continue;
    const row = rows.get(id);
    if (!row) {
      find('act', fact.seq, `the act ${id} is missing or in evidence twice`);
      continue;
    }
    rows.delete(id);
    const said = [kase.id, fact.kind, fact.actor, fact.at, fact.detail['version']];
    const form = (events[fact.seq - 1]?.content as { form?: unknown } | null)?.form ?? {};
    if (!isSame([row.caseId, row.verb, row.personId, row.at, row.version], said) || !isSame(row.form, form))
      find('act', fact.seq, `the act ${id} is another than this event says`);
  }
  // Acts of before they had their id in evidence are found by what they are.
  const spare = facts.filter(({ detail, actor }) => actor !== undefined && !('act' in detail));
  for (const row of rows.values()) {
    const index = spare.findIndex((one) =>
      isSame([one.kind, one.actor, one.at, one.detail['version']], [row.verb, row.personId, row.at, row.version]),
    );
    if (index < 0) find('act', undefined, `the act ${row.id} is in no event`);
    else spare.splice(index, 1);
  }
}
