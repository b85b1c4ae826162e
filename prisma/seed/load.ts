// Writes a world and the rule sets it starts with into a database that has neither.
import type { RuleSet } from '../../rules/rule-set.ts';
import { connect, type Database } from '../connect.ts';
import { ruleSetRows, ruleSetsOf } from './rule-sets.ts';
import { worldRows } from './rows.ts';
import type { World } from './world-file.ts';

/** `target` is the owner's or the worker's URL, or a client already open as one of them. */
export async function loadWorldFile(
  target: string | Database,
  world: World,
  at = new Date(world.clock),
  ruleSets: readonly RuleSet[] = ruleSetsOf('un'),
): Promise<void> {
  if (typeof target !== 'string') return write(target, world, at, ruleSets);
  const database = connect(target, { connections: 1, placeTimeoutMs: patience.maxWait });
  try {
    await write(database, world, at, ruleSets);
  } finally {
    await database.$disconnect();
  }
}

/** A whole world, on a machine that may be busy starting everything else. */
const patience = { maxWait: 30_000, timeout: 60_000 };

async function write(database: Database, world: World, at: Date, ruleSets: readonly RuleSet[]): Promise<void> {
  const rows = worldRows(world);
  const rules = ruleSetRows(at, ruleSets);
  const writes = [
    database.organization.createMany({ data: rows.organizations }),
    database.country.createMany({ data: rows.countries }),
    database.area.createMany({ data: rows.areas }),
    database.assessment.createMany({ data: rows.assessments }),
    database.policy.createMany({ data: rows.policies }),
    database.requirement.createMany({ data: rows.requirements }),
    database.activity.createMany({ data: rows.activities }),
    database.person.createMany({ data: rows.people }),
    database.training.createMany({ data: rows.trainings }),
    database.appointment.createMany({ data: rows.appointments }),
    database.ruleSetVersion.createMany({ data: rules.versions, skipDuplicates: true }),
    database.ruleActivation.createMany({ data: rules.activations, skipDuplicates: true }),
  ];
  await database.$transaction(writes, patience);
}
