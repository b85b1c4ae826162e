// Every activity, bound to what it needs. The workflows know them by these names.
import { nobodyPlays, type StoryPlayer } from '../stories/run.ts';
import { here, type AnalystOfWorlds } from './rule-change/analyst.ts';
import { analyseRuleChange } from './rule-change/analyse.ts';
import { bringInForce } from './rule-change/bring-in-force.ts';
import { changeWorld } from './change-world.ts';
import { depart } from './trip/depart.ts';
import type { Deps } from './deps.ts';
import { endStay } from './trip/end-stay.ts';
import { handOn } from './hand-on.ts';
import { openCase } from './open-case.ts';
import { reExamine } from './re-examine.ts';
import { callCases, reachCases, settleChange } from './reach-cases.ts';
import { recordAct } from './record-act.ts';
import { recordDecision } from './record-decision.ts';
import { remind } from './remind.ts';
import { resumeCase } from './resume-case.ts';

type Computing = { analyst?: AnalystOfWorlds; player?: StoryPlayer };

export function createActivities({ analyst = here, player = nobodyPlays, ...deps }: Deps & Computing) {
  return {
    openCase: openCase(deps),
    resumeCase: resumeCase(deps),
    recordDecision: recordDecision(deps),
    recordAct: recordAct(deps),
    reExamine: reExamine(deps),
    remind: remind(deps),
    handOn: handOn(deps),
    depart: depart(deps),
    endStay: endStay(deps),
    analyseRuleChange: analyseRuleChange({ ...deps, analyst, player }),
    bringInForce: bringInForce(deps),
    changeWorld: changeWorld(deps),
    reachCases: reachCases(deps),
    settleChange: settleChange(deps),
    callCases: callCases(deps),
  };
}

export type Activities = ReturnType<typeof createActivities>;
