// What a change of rules is judged against: its text as it is kept, what it would replace, and what its analysis came to.
import type { RuleChangeForm } from '../../forms/rule-change.ts';
import { loadWorld } from '../../prisma/load-world.ts';
import { otherParties } from '../../prisma/other-parties.ts';
import {
  aheadInside,
  beforeAt,
  countriesOf,
  countryOfArea,
  placesOf,
  replacedFrom,
  startOf,
  type Standing,
} from '../../prisma/places-of-change.ts';
import { ruleSetFor } from '../../prisma/rules-in-force.ts';
import { frameIn, type Frame } from '../../prisma/world-frame.ts';
import { canonicalBytes, idOf, sha256 } from '../../canonical.ts';
import { isInForce } from '../../rules/authority.ts';
import { isProcessName } from '../../rules/index.ts';
import type { CompiledRuleSet } from '../../rules/judge.ts';
import { nationalReach } from '../../rules/rule-change-reach.ts';
import { RuleSet } from '../../rules/rule-set.ts';
import { engine } from './analyst.ts';
import type { Failure } from './check-rules.ts';
import type { Docket, Tx } from '../docket.ts';
import type { Planned, Setting } from '../setting.ts';

/** `set` is null where it is none: a draft may be saved with faults. */
export type Text = { content: unknown; set: RuleSet | null; authorId: string | null };
export type Analysed = {
  passed: boolean;
  failures: Failure[];
  lessControl: boolean;
  comparisonComplete: boolean;
  /** What was published ahead inside its places, and whether it has less control than this. */
  ahead?: Ahead[];
};
export type Ahead = { place: string; version: number; from: number; lessControl: boolean };
export type RuleChangeSetting = Omit<Setting, 'parts'> & {
  parts: Planned[];
  form: RuleChangeForm;
  /** As it is kept; null where it is not there, or not what its hash says. */
  text: Text | null;
  places: string[];
  startsAt: number;
  /** What it takes the place of: in force at its start, or published ahead for later. */
  replaced: Standing[];
  /** What takes its place later inside its places, as it was published ahead. */
  ahead: Standing[];
  /** At each place, the version one step back brings. */
  before: (number | null)[];
  /** Places that come back to it by having nothing of their own any more. */
  inheriting: string[];
  /** By the present engine, against what would be replaced now; null while there is none. */
  analysis: Analysed | null;
  /** The id it has or will have. */
  analysisId: string;
  country: string | null;
  /** Who is told when it is in force. */
  concerned: string[];
  rules: CompiledRuleSet;
};

export async function ruleChangeSetting(
  tx: Tx,
  docket: Docket,
  form = docket.kase.form as unknown as RuleChangeForm,
): Promise<Omit<RuleChangeSetting, 'ways'>> {
  const { kase, now, tokens } = docket;
  const frame = await frameIn(tx, tokens.frame);
  const text = await textOf(tx, form);
  const places = placesOf(form.effective);
  const countries = countriesOf(form.effective, frame);
  const startsAt = Math.max(now, startOf(form.effective, frame));
  const replaced = places.flatMap((place) => replacedFrom(frame, form.set, place, startsAt));
  const ahead = aheadInside(frame, form.set, places, startsAt);
  const steps = places.map((place) => beforeAt(frame, form.set, place, now));
  const before = steps.map((step) => step?.version ?? null);
  const inheriting = places.filter((_, index) => form.returnsTo !== undefined && steps[index]?.isInherited);
  const owner = (area: string) => countryOfArea(frame, area);
  const befores = replaced.map((one) => one.set);
  const country = text?.set ? nationalReach(befores, text.set, { countries }, owner) : null;
  const compared = [...replaced, ...ahead].map((one) => one.hash);
  const analysisId = idOf(kase.id, 'analysis', engine, form.hash, ...compared);
  const row = await tx.ruleAnalysis.findUnique({ where: { id: analysisId } });
  const analysis = row && { ...(row.summary as unknown as Omit<Analysed, 'passed'>), passed: row.passed };
  const others = await otherParties(tx, { process: kase.process, form });
  const scope = { areas: [], countries: country ? [country] : [], people: [kase.subjectId, kase.submitterId] };
  const world = await loadWorld(tx, { ...scope, activities: [] }, frame, tokens.people);
  const rules = ruleSetFor(frame, kase.process, { country }, now);
  if (!rules) throw new Error(`No version of the rule set ${kase.process} is in force. Publish one.`);
  const zone = frame.countries.get(country ?? '')?.zone ?? 'UTC';
  const content = { set: form.set, hash: form.hash, effective: form.effective, reexamine: form.reexamine };
  const part = { ordinal: 1, subject: 'rule-set', area: null, country, zone, content };
  const touched = [...replaced.filter((one) => form.returnsTo !== undefined || one.from > startsAt), ...ahead];
  const concerned = [...new Set([...concernedBy(frame, countries, now), ...(await makersOf(tx, form.set, touched))])];
  const carries = await carriedBy(tx, docket);
  return {
    ...{ tx, world, parts: [part], travelType: null, others, ceilinged: [], latest: tokens.latest },
    ...{ form, text, places, startsAt, replaced, ahead, before, inheriting, analysis, analysisId },
    ...{ country, concerned, rules },
    ...(carries ? { carries } : {}),
  };
}

async function textOf(tx: Tx, form: RuleChangeForm): Promise<Text | null> {
  const row = await rowOf(tx, form);
  if (!row || row.hash !== form.hash || Buffer.from(sha256(row.bytes)).toString('hex') !== form.hash) return null;
  // What is shown is the content, what was hashed are the bytes: they must be one.
  if (!Buffer.from(canonicalBytes(row.content)).equals(Buffer.from(row.bytes))) return null;
  const parsed = RuleSet.safeParse(row.content);
  const set = parsed.success && parsed.data.name === form.set && isProcessName(form.set) ? parsed.data : null;
  return { content: row.content, set, authorId: row.authorId };
}

async function rowOf(tx: Tx, { set: name, draft: draftId, revision, returnsTo: version }: RuleChangeForm) {
  if (draftId === undefined || revision === undefined)
    return tx.ruleSetVersion.findFirst({ where: { name, version: version ?? 0 } });
  const row = await tx.ruleDraftRevision.findFirst({
    where: { draftId, revision, draft: { name } },
    include: { draft: { select: { authorId: true } } },
  });
  return row && { ...row, authorId: row.draft.authorId };
}

/** Administrators of rules, and the officials of the countries it is for. */
function concernedBy(frame: Frame, countries: string[] | null, now: number): string[] {
  const held = frame.appointments.filter(
    (one) =>
      isInForce(one, now) &&
      (one.role === 'rule-administrator' ||
        (one.role === 'designated-official' && (!countries || countries.includes(one.country ?? '')))),
  );
  return [...new Set(held.map((one) => one.holder))].sort();
}

/** Who wrote and who published a version is told what takes it back, keeps it from starting, or will be replaced by it. */
async function makersOf(tx: Tx, name: string, touched: readonly Standing[]): Promise<string[]> {
  if (touched.length === 0) return [];
  const versions = touched.map((one) => one.version);
  const rows = await tx.ruleSetVersion.findMany({ where: { name, version: { in: versions } } });
  return rows.flatMap((row) => [row.authorId, row.publisherId].filter((one) => one !== null));
}

export const carryIdOf = (caseId: string): string => idOf(caseId, 'carry');

/** The change of the world it has made, while that is still on its way to live cases. */
async function carriedBy(tx: Tx, { kase }: Docket): Promise<string | null> {
  if (kase.live) return null;
  const row = await tx.referenceChange.findUnique({
    where: { id: carryIdOf(kase.id) },
    select: { id: true, state: true },
  });
  return row?.state === 'reaching' ? row.id : null;
}
