// Lays the parts of a form beside the parts on file: what an amendment does not touch stands, the rest is decided like new.
import { contentHash, idOf } from '../canonical.ts';
import { note, type Docket, type PartRow } from './docket.ts';
import { closeTask } from './route-tasks.ts';
import type { Planned, Setting } from './setting.ts';

export function layParts(docket: Docket, setting: Setting): void {
  const known = docket.parts.filter((part) => part.active);
  const used = new Set<string>();
  const laid = setting.parts.map((planned) => {
    const match = matching(known, planned, used);
    if (match) used.add(match.id);
    return { planned, match };
  });
  for (const part of known) if (!used.has(part.id)) drop(docket, part);
  for (const { planned, match } of laid) {
    if (match) renew(docket, match, planned, setting);
    else docket.parts.push(fresh(docket, planned, setting));
  }
  docket.parts.sort((a, b) => a.ordinal - b.ordinal);
}

/** The same stop of the earlier form: same subject and area, the same content first, else in order. */
function matching(known: readonly PartRow[], planned: Planned, used: ReadonlySet<string>): PartRow | undefined {
  const same = known.filter(
    (part) => !used.has(part.id) && part.subject === planned.subject && part.areaId === planned.area,
  );
  const hash = contentHash(planned.content);
  return same.find((part) => part.contentHash === hash) ?? same[0];
}

function drop(docket: Docket, part: PartRow): void {
  part.active = false;
  part.ordinal = 1000 + part.ordinal;
  for (const task of docket.tasks)
    if (task.partId === part.id && task.state === 'open') closeTask(docket, task, 'dropped');
  note(docket, { kind: 'part-dropped', part: part.id });
}

function renew(docket: Docket, part: PartRow, planned: Planned, setting: Setting): void {
  const hash = contentHash(planned.content);
  const touched = part.contentHash !== hash;
  const keeps = setting.ways.keeps?.(part, planned, setting) ?? false;
  const { ordinal, content } = planned;
  Object.assign(part, setting.ways.place(planned, setting), { ordinal, content: content as never, contentHash: hash });
  if (touched ? !keeps : part.state === 'returned') again(docket, part);
}

function again(docket: Docket, part: PartRow): void {
  for (const task of docket.tasks)
    if (task.partId === part.id && task.state === 'open') closeTask(docket, task, 'amended');
  note(docket, {
    kind: 'part-reopened',
    part: part.id,
    round: part.round + 1,
    detail: { from: part.state, content: part.contentHash },
  });
  Object.assign(part, {
    state: 'new',
    reasons: [],
    conditions: [],
    round: part.round + 1,
    movedUpTo: null,
    steps: 0,
    basis: null,
    decisionId: null,
    exemption: null,
  });
}

function fresh(docket: Docket, planned: Planned, setting: Setting): PartRow {
  const earlier = docket.parts.length;
  return {
    id: idOf(docket.kase.id, 'part', docket.kase.version, planned.ordinal, planned.subject, earlier),
    caseId: docket.kase.id,
    subject: planned.subject,
    areaId: planned.area,
    countryId: planned.country,
    content: planned.content as never,
    contentHash: contentHash(planned.content),
    ordinal: planned.ordinal,
    ...{ arrive: null, depart: null, fromAt: null, toAt: null, until: null, nights: null, heads: 0 },
    ...setting.ways.place(planned, setting),
    state: 'new',
    reasons: [],
    conditions: [],
    round: 1,
    stage: null,
    movedUpTo: null,
    steps: 0,
    facts: null,
    verdict: null,
    basis: null,
    decisionId: null,
    exemption: null,
    active: true,
    stateSince: new Date(docket.now),
  };
}
