// A case as the worker would have written it, with one stop.
import { randomUUID } from 'node:crypto';
import type { Door } from './door.ts';

export type CaseMade = {
  subject?: string;
  submitter?: string;
  organization?: string;
  state?: string;
  area?: string;
  from?: string;
  to?: string;
  heads?: number;
};
let made = 0;

export async function aCase(
  door: Door,
  {
    subject = 'ana',
    submitter = subject,
    organization = 'health',
    state = 'cleared',
    area = 'XA-2',
    from,
    to,
    heads = 1,
  }: CaseMade = {},
): Promise<string> {
  const [id, partId, at] = [randomUUID(), randomUUID(), new Date(door.now.at)];
  const [fromAt, toAt] = [new Date(from ?? door.now.at), new Date(to ?? door.now.at + 86_400_000)];
  made += 1;
  const form = { purpose: 'A visit' };
  await door.worker.case.create({
    data: {
      ...{
        id,
        reference: `TC-2027-9${String(made).padStart(5, '0')}`,
        process: 'travelClearance',
        workflowId: `w-${id}`,
        subjectId: subject,
        submitterId: submitter,
      },
      ...{
        organizationId: organization,
        form,
        formBytes: Buffer.from('{}'),
        contentHash: 'x',
        state,
        reasons: [],
        filedAt: at,
        departsAt: fromAt,
        endsAt: toAt,
        updatedAt: at,
      },
      parts: {
        create: {
          ...{
            id: partId,
            ordinal: 1,
            subject: 'traveller',
            areaId: area,
            countryId: area.split('-')[0] ?? null,
            content: {},
            contentHash: 'x',
            state: 'waiting',
            reasons: [],
          },
          ...{ fromAt, toAt, stateSince: at },
        },
      },
    },
  });
  const dates = { firstDate: fromAt.toISOString().slice(0, 10), lastDate: toAt.toISOString().slice(0, 10) };
  await door.worker.stay.create({
    data: {
      id: randomUUID(),
      caseId: id,
      partId,
      personId: subject,
      areaId: area,
      heads,
      kind: 'granted',
      fromAt,
      toAt,
      takenAt: at,
      ...dates,
    },
  });
  return id;
}

/** Its row is written again, as with every change. */
export const touch = (door: Door, id: string) =>
  door.worker.case.update({ where: { id }, data: { updatedAt: new Date(door.now.at) } });

export async function checkIn(door: Door, caseId: string, status: string, afterMs = 0): Promise<void> {
  await door.worker.act.create({
    data: {
      id: randomUUID(),
      caseId,
      verb: 'check-in',
      personId: 'ana',
      form: { status },
      version: 1,
      at: new Date(door.now.at + afterMs),
    },
  });
}
