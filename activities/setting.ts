// What a step on a case needs beside its rows: the world it rests on, the parts its form asks for, and the ways of its process.
import { matterFor, type Matter } from '../rules/matter.ts';
import { partiesOf } from '../rules/parties.ts';
import type { Facts, Verdict } from '../rules/rule-set.ts';
import type { World } from '../rules/world.ts';
import type { Answer } from '../workflows/messages.ts';
import type { Moment } from './agenda.ts';
import type { Deadlines } from './deadlines.ts';
import type { DecisionRow, Docket, PartRow, Tx } from './docket.ts';

/** A part as the form asks for it. */
export type Planned = {
  ordinal: number;
  subject: string;
  area: string | null;
  country: string | null;
  zone: string;
  /** What a decision on it rests on. */
  content: unknown;
};

export type Setting = {
  tx: Tx;
  world: World;
  ways: Ways;
  parts: readonly Planned[];
  travelType: string | null;
  /** Who has a hand in the case besides its subject and submitter. */
  others: readonly string[];
  /** Areas of the case that have a ceiling; locked for the transaction. */
  ceilinged: string[];
  /** Place in order of the last change of reference data that is judged by. */
  latest: bigint;
  /** Change of reference data that the workflow of this case carries to the live cases once the case has ended. */
  carries?: string;
};

export type Judged = { facts: Facts; verdict: Verdict };
export type Turned = { part: PartRow; zone: string; step: number };
export type ActedOn = { person: string; done: readonly string[] };
/** Does the act; null when done, otherwise why not, with nothing changed. */
export type Doing = (
  docket: Docket,
  setting: Setting,
  form: Record<string, unknown>,
  person: string,
) => Promise<Answer | null>;

/** How the cases of one process differ from those of another; a method that is left out has nothing to add. */
export type Ways<S extends Setting = Setting> = {
  /** @param form in place of the one on the row; of a shape that has been checked */
  settingFor(tx: Tx, docket: Docket, form?: unknown): Promise<Omit<S, 'ways'>>;
  /** Whom a filing is about. */
  subjectOf(tx: Tx, form: unknown, submitter: string, now: number): Promise<string>;
  /** Who else a filing names, whom its judgement will ask for with whom it is about. */
  namedIn?(form: unknown, submitter: string): string[];
  /** What the row of a new case says of its form. */
  enter(docket: Docket, setting: S): Promise<void>;
  /** Where a part stands, as its row says it. */
  place(planned: Planned, setting: S): Partial<PartRow>;
  /** Whether a granted part that was amended stands all the same. */
  keeps?(part: PartRow, planned: Planned, setting: S): boolean;
  /** What it rests on can move without a change of reference data: each decision judges it first. */
  isJudgedAnew?: true;
  /** Null while what it is to be judged by is not there. */
  judge(docket: Docket, planned: Planned, setting: S): Promise<Judged | null>;
  deadlines(docket: Docket, setting: S, turned: Turned): Deadlines;
  /** Why what waits cannot be granted now, or not by this person. */
  hindrance?(
    docket: Docket,
    parts: readonly PartRow[],
    setting: S,
    person: string,
  ): Answer | null | Promise<Answer | null>;
  /** What follows by itself from a judgement. */
  judged?(docket: Docket, setting: S): Promise<void>;
  /** Every deciding ask has been met: what that brings about. `settle` gives the part its state. */
  grant(docket: Docket, setting: S, part: PartRow, granted: Granted): Promise<void>;
  /** True where a refusal leaves the part as it was. */
  dropsOnly?(docket: Docket, part: PartRow): boolean;
  /** What stands in a case beside what its parts say. */
  reasonsOf?(docket: Docket, setting: S): string[];
  stateOf(docket: Docket, parts: readonly PartRow[]): string;
  /** The case has come to a new state: whom that is told, and whether the case ends there. */
  arrived(docket: Docket, setting: S, from: string): void | Promise<void>;
  /** What the clock brings beside reminders, due dates and changes of power. */
  moments(docket: Docket, setting: S): Moment[];
  /** Null where the act is not open to this person as the case stands. */
  doing(verb: string, docket: Docket, asked: ActedOn): Doing | null;
};
export type Granted = { decision: DecisionRow; settle(state: string): void };

/** The matter of a part: whose power over it is looked up, at this moment. */
export function matterOf(
  docket: Docket,
  part: Pick<PartRow, 'areaId' | 'countryId' | 'facts'>,
  { world, travelType, others }: Pick<Setting, 'world' | 'travelType' | 'others'>,
): Matter {
  const { areaId: area, countryId: country } = part;
  const facts = part.facts as Facts | null;
  return matterFor({ world, now: docket.now, area, country, facts, travelType, ...partiesOf(docket.kase, others) });
}
