// One case against its chain: each event bound to the one before, and every row that an event answers for as the event says.
import { createHash } from 'node:crypto';
import { canonical, fromHex, isSame, sha256 } from './bytes.ts';
import { factOf, type Fact } from './fact.ts';
import type { Finding } from './finding.ts';
import type { Row } from './rows.ts';
import { verifyActs, verifyDecisions } from './verify-records.ts';
import { verifyStates } from './verify-states.ts';

export type CaseRows = {
  kase: Row<'cases'>;
  events: Row<'audit_events'>[];
  decisions: Row<'decisions'>[];
  acts: Row<'acts'>[];
  parts: Row<'parts'>[];
};
export type Find = (code: string, seq: number | undefined, text: string) => void;

export function verifyCase(rows: CaseRows, ruleHashes: ReadonlyMap<string, string>): Finding[] {
  const { kase } = rows;
  const found: Finding[] = [];
  const find: Find = (code, seq, text) =>
    found.push({ code, text, where: { chain: kase.id, ...(seq === undefined ? {} : { seq }) } });
  const facts = verifyChain(rows, find);
  if (facts.length === 0 || facts.length !== rows.events.length) return found;
  verifyErasures(rows, facts, find);
  verifyContent(rows, facts, find);
  verifyDecisions(rows, facts, find);
  verifyActs(rows, facts, find);
  verifyStates(rows, facts, find);
  for (const { seq, ruleSet } of facts.flatMap(rulesNamed)) {
    const hash = ruleHashes.get(`${ruleSet.name} ${ruleSet.version}`);
    if (hash !== ruleSet.hash)
      find('rule-text', seq, `names ${ruleSet.name} version ${ruleSet.version}, whose text is another or gone`);
  }
  return found;
}

/** The rules an event rests on, and those it published. */
function rulesNamed({ seq, ruleSet, detail }: Fact): { seq: number; ruleSet: NonNullable<Fact['ruleSet']> }[] {
  const published = detail['published'] as Fact['ruleSet'];
  return [ruleSet, published].flatMap((one) => (one ? [{ seq, ruleSet: one }] : []));
}

function verifyChain({ kase, events }: CaseRows, find: Find): Fact[] {
  const facts: Fact[] = [];
  let previous: string | null = null;
  for (const [index, event] of events.entries()) {
    const wanted = index + 1;
    if (event.seq !== wanted) {
      const gone = event.seq === wanted + 1 ? `event ${wanted} is` : `events ${wanted} to ${event.seq - 1} are`;
      find('missing', wanted, event.seq > wanted ? `${gone} missing` : `event ${event.seq} stands there twice`);
      return facts;
    }
    const bytes = fromHex(event.bytes);
    const fact = factOf(bytes);
    if (!fact) {
      find('altered', wanted, 'its bytes are not those of an event');
      return facts;
    }
    const said = { case: event.caseId, seq: event.seq, kind: event.kind, at: event.at };
    if (event.id !== eventId(kase.id, wanted) || fact.case !== kase.id || fact.seq !== wanted)
      find('moved', wanted, 'was written for another case or another place');
    else if (sha256(fromHex(event.previous ?? ''), bytes).toString('hex') !== event.hash)
      find('altered', wanted, 'its bytes are not those that were hashed');
    else if (event.previous !== previous)
      find('reordered', wanted, 'does not follow the event before it: one was altered, removed, added or moved');
    else if (!isSame(said, { case: fact.case, seq: fact.seq, kind: fact.kind, at: fact.at }))
      find('altered', wanted, 'its columns say something else than its bytes');
    verifyCommitment(event, fact, find);
    previous = event.hash;
    facts.push(fact);
  }
  const last = events.at(-1);
  if (!last) find('missing', 1, 'the case has no events');
  else if (kase.headSeq !== last.seq && kase.headSeq > last.seq)
    find('missing', last.seq + 1, `events ${last.seq + 1} to ${kase.headSeq} are missing at the end`);
  else if (kase.headSeq !== last.seq || kase.headHash !== last.hash)
    find('head', last.seq, 'the case does not stand at its last event');
  return facts;
}

function verifyCommitment(event: Row<'audit_events'>, { commitment }: Fact, find: Find): void {
  const hasContent = event.content !== null;
  if (commitment === undefined && !hasContent && event.salt === null) return;
  if (hasContent !== (event.salt !== null)) find('content', event.seq, 'content and salt are not there together');
  else if (commitment === undefined) find('content', event.seq, 'holds content that it never committed to');
  else if (hasContent && sha256(fromHex(event.salt!), canonical(event.content)).toString('hex') !== commitment)
    find('content', event.seq, 'its content is not what was committed to');
}

/** Content is gone only where a later event of the chain says that it was erased. */
function verifyErasures({ events }: CaseRows, facts: readonly Fact[], find: Find): void {
  const erased = new Map<number, number>();
  for (const { kind, seq, detail } of facts)
    if (kind === 'content-erased' && Array.isArray(detail['events']))
      for (const one of detail['events'] as number[]) erased.set(one, seq);
  for (const [index, fact] of facts.entries()) {
    const isGone = fact.commitment !== undefined && events[index]?.content === null;
    if (isGone && (erased.get(fact.seq) ?? 0) <= fact.seq)
      find('erased', fact.seq, 'its content is gone and no event says that it was erased');
  }
}

const notOfTheCase = new Set(['decided', 'opinion', 'part-reopened']);

/** The content of a case is what its hash says, and the hash and version are those of the last event that set them. */
function verifyContent({ kase, events }: CaseRows, facts: readonly Fact[], find: Find): void {
  const setting = facts.filter(({ kind, detail }) => !notOfTheCase.has(kind) && typeof detail['version'] === 'number');
  const last = setting.at(-1);
  const filed = facts[0]!;
  if (filed.kind !== 'filed' || filed.actor !== kase.submitterId)
    find('case', 1, 'the case was filed by somebody else than its row says');
  if (last?.detail['version'] !== kase.version)
    find('case', last?.seq, `the case stands at version ${kase.version}, which no event set`);
  const content = last?.detail['content'];
  if (typeof content === 'string' && content !== kase.contentHash)
    find('case', last?.seq, 'the content of the case is not the one this event set');
  const { process, reference, subjectId: subject } = kase;
  const known = { process, reference, subject };
  for (const [name, value] of Object.entries(known))
    if (name in filed.detail && filed.detail[name] !== value)
      find('case', 1, `the case was filed with another ${name} than its row says`);
  const isErased = facts.some(({ kind }) => kind === 'content-erased');
  if (isErased && kase.formBytes === '' && isSame(kase.form, {})) return;
  if (sha256(fromHex(kase.formBytes)).toString('hex') !== kase.contentHash)
    return find('case', undefined, 'the content of the case is not what its hash says');
  const { form } = JSON.parse(fromHex(kase.formBytes).toString('utf8')) as { form: unknown };
  const asFiled = (events[0]?.content as { form?: unknown } | null)?.form;
  if (!isSame(kase.form, form) && !isSame(kase.form, asFiled))
    find('case', undefined, 'the form of the case is another than its content');
}

/** As the writer makes the id of an event: of the case and its place. */
export function eventId(caseId: string, seq: number): string {
  const hex = createHash('sha256')
    .update(canonical([caseId, 'event', seq]))
    .digest('hex');
  const variant = ((Number.parseInt(hex[16]!, 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
