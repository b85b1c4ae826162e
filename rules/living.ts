// What a verdict does to a part, by the state the part is in: the table of domain 1.10 and the first judgement alike.
import { compareRisk, type RiskLevel } from './risk.ts';
import { ladder, type Facts, type Verdict } from './rule-set.ts';

/** What the present state of a part rests on; kept with it so that a later judgement can be compared. */
export type Basis = {
  by: 'rule' | 'decision' | 'appeal';
  state: string;
  reasons: string[];
  facts: Facts;
  /** Highest authority the rules asked for then; null = none. */
  rank: number;
  content: unknown;
  at: number;
  /** Authority an appeal is before. */
  appealTo?: string;
  /** Departure asked for in an extension under decision. */
  extension?: { depart: string };
};

/** What a state rests on from now, taken from the verdict and facts it was given under. */
export function restsOn(
  by: Basis['by'],
  state: string,
  verdict: Verdict,
  facts: Facts,
  content: unknown,
  at: number,
): Basis {
  return { by, state, reasons: verdict.reasons, facts, rank: rankOf(verdict), content, at };
}

export type LivingPart = { state: string; begun: boolean; ended: boolean; basis: Basis | null };
export type Reaction = { state: string; reasons: string[]; suspended?: true; warns?: true; offers?: true };

/** Codes the clock alone can add; they are no change of the world. */
const ofTheClock = new Set(['urgent']);
/** Outcomes that need nobody. */
const calm = new Set(['automatic', 'not-required', 'registered']);
const granted = new Set(['cleared', 'cleared-with-conditions']);

export function isGranted(state: string): boolean {
  return granted.has(state);
}

export function reactTo(part: LivingPart, verdict: Verdict, facts: Facts): Reaction {
  const { state, basis } = part;
  const keep: Reaction = { state, reasons: [] };
  switch (state) {
    case 'new':
    case 'on-hold':
    case 'not-required':
    case 'registered':
      return first(verdict);
    case 'waiting':
      if (basis?.extension) return keep;
      return basis?.by === 'appeal' && verdict.outcome === 'automatic' ? keep : first(verdict);
    case 'returned':
      return basis?.by === 'rule' ? first(verdict) : keep;
    case 'cleared':
    case 'cleared-with-conditions':
      return part.ended || !basis ? keep : grantedAgain(part, basis, verdict, facts);
    case 'suspended':
      if (part.begun) return keep;
      if (verdict.outcome === 'return' || verdict.outcome === 'deny') return { state: 'withdrawn', reasons: [] };
      return verdict.outcome === 'automatic' ? first(verdict) : keep;
    case 'denied':
    case 'withdrawn':
      return basis && isBetter(basis, verdict, facts)
        ? { ...keep, reasons: ['resubmission-offered'], offers: true }
        : keep;
    default:
      return keep;
  }
}

const stateOf = {
  automatic: 'cleared',
  decide: 'waiting',
  return: 'returned',
  deny: 'denied',
  hold: 'on-hold',
  'not-required': 'not-required',
  registered: 'registered',
} as const;

function first(verdict: Verdict): Reaction {
  const state = stateOf[verdict.outcome];
  return {
    state: state === 'cleared' && verdict.conditions.length > 0 ? 'cleared-with-conditions' : state,
    reasons: [],
  };
}

function grantedAgain(part: LivingPart, basis: Basis, verdict: Verdict, facts: Facts): Reaction {
  const keep: Reaction = { state: part.state, reasons: [] };
  const reasons = changes(basis.facts, facts);
  if (part.begun) return isWorse(basis, verdict, facts) ? { ...keep, reasons, warns: true } : keep;
  if (calm.has(verdict.outcome)) return keep;
  if (verdict.outcome === 'return' || verdict.outcome === 'deny') return { state: 'withdrawn', reasons };
  if (verdict.outcome === 'hold') return { state: 'suspended', reasons, suspended: true };
  const again = basis.by === 'rule' || isWorse(basis, verdict, facts);
  return again ? { state: 'suspended', reasons, suspended: true } : keep;
}

/** Reasons that say what moved between two sets of facts. */
export function changes(then: Facts, now: Facts): string[] {
  const reasons: string[] = [];
  if (riskRose(then, now)) reasons.push('risk-raised');
  if (then['criticality'] !== now['criticality']) reasons.push('criticality-changed');
  if (then['placeFree'] === true && now['placeFree'] === false) reasons.push('ceiling-lowered');
  return reasons;
}

function isWorse(basis: Basis, verdict: Verdict, facts: Facts): boolean {
  if (verdict.outcome === 'return' || verdict.outcome === 'deny' || verdict.outcome === 'hold') return true;
  if (riskRose(basis.facts, facts) || rankOf(verdict) > basis.rank) return true;
  return (
    verdict.outcome === 'decide' &&
    verdict.reasons.some((code) => !ofTheClock.has(code) && !basis.reasons.includes(code))
  );
}

function isBetter(basis: Basis, verdict: Verdict, facts: Facts): boolean {
  if (['return', 'deny', 'hold'].includes(verdict.outcome)) return false;
  if (basis.by === 'rule' || basis.state === 'withdrawn') return true;
  return riskRose(facts, basis.facts) || rankOf(verdict) < basis.rank;
}

/** Unknown counts above everything known. */
function riskRose(then: Facts, now: Facts): boolean {
  const [was, is] = [then['presentRisk'], now['presentRisk']];
  if (was === is || was === undefined || was === null) return false;
  return is === undefined || is === null || compareRisk(is as RiskLevel, was as RiskLevel) > 0;
}

/** A verdict clears what was not clear, or asks a lower authority. */
export function eases(was: Verdict | null, verdict: Verdict): boolean {
  if (!was) return false;
  const opens = calm.has(verdict.outcome) && !calm.has(was.outcome);
  return opens || (verdict.outcome === 'decide' && was.outcome === 'decide' && rankOf(verdict) < rankOf(was));
}

/** Place on the ladder of the highest deciding authority a verdict asks for; -1 = nobody. */
export function rankOf(verdict: Verdict): number {
  const asked = verdict.stages.flatMap((stage) => stage.asks).filter((ask) => ask.mode === 'decide');
  return Math.max(-1, ...asked.map((ask) => (ladder as readonly string[]).indexOf(ask.authority)));
}
