// What a page of the queue costs over 200,000 cases beside the same page over 2,000.
import { Client } from 'pg';
import { openDoor, type Door } from '../test/api/door.ts';
import { stopDatabaseServer } from '../scripts/parts/fresh-database.ts';
import { median, note, report } from './support/report.ts';

const pages = {
  'my queue': '/tasks?mine=1&limit=20',
  'my queue by departure': '/tasks?mine=1&sort=departure&limit=20',
};
const sizes = { small: 2_000, large: 200_000 };
const openCases = 400;
const rounds = 60;

const doors = Object.fromEntries(
  await Promise.all(Object.entries(sizes).map(async ([name, size]) => [name, await filled(size)] as const)),
) as Record<keyof typeof sizes, Door>;
try {
  for (const [page, path] of Object.entries(pages)) {
    const times: Record<keyof typeof sizes, number[]> = { small: [], large: [] };
    const headers = { small: await doors.small.as('cora'), large: await doors.large.as('cora') };
    for (let round = 0; round < rounds; round += 1) {
      for (const name of ['small', 'large'] as const) {
        const at = performance.now();
        const answer = await fetch(`${doors[name].url}/api/v1${path}`, { headers: headers[name] });
        const { items } = (await answer.json()) as { items: unknown[] };
        if (items.length !== 20) throw new Error(`the page holds ${items.length} tasks`);
        if (round >= 5) times[name].push(performance.now() - at);
      }
    }
    note(`${page}, ${sizes.small} cases`, median(times.small), ' ms');
    note(`${page}, ${sizes.large} cases`, median(times.large), ' ms');
    report(`${page}, large beside small,`, median(times.large) / median(times.small), { most: 1.5 }, 'x');
  }
} finally {
  for (const door of Object.values(doors)) await door.close();
  await stopDatabaseServer();
}

/** As after some years: 400 requests wait, all others are over; every task was held by the same two officers. */
async function filled(size: number): Promise<Door> {
  const door = await openDoor();
  const client = new Client({ connectionString: door.database.ownerUrl });
  await client.connect();
  const isOpen = `n <= ${openCases}`;
  await client.query(`
    INSERT INTO cases (id, reference, process, "workflowId", "subjectId", "submitterId", "organizationId", form, "formBytes", "contentHash", state, reasons, "holdsDates", live, "filedAt", "departsAt", "endsAt", "updatedAt")
    SELECT md5('case' || n)::uuid, 'TC-' || n, 'travelClearance', 'w' || n, 'ana', 'ana', 'health', '{"stops":[],"purpose":"Round","travelType":"official"}', '', '',
      CASE WHEN ${isOpen} THEN 'in-review' ELSE 'closed' END, '{}', ${isOpen}, ${isOpen}, now() - n * interval '1 minute', now() + (n % 900) * interval '1 hour', now() + (n % 900 + 72) * interval '1 hour', now()
    FROM generate_series(1, ${size}) n`);
  await client.query(`
    INSERT INTO parts (id, "caseId", ordinal, subject, "areaId", "countryId", content, "contentHash", state, reasons, "stateSince", arrive, depart, "fromAt", "toAt", verdict, basis)
    SELECT md5('part' || n)::uuid, md5('case' || n)::uuid, 1, 'traveller', 'XA-2', 'XA', '{}', '', CASE WHEN ${isOpen} THEN 'waiting' ELSE 'cleared' END, '{}', now(), '2027-03-11T10:00', '2027-03-14T10:00', now(), now(), '{"outcome":"automatic"}', '{"by":"rule"}'
    FROM generate_series(1, ${size}) n`);
  await client.query(`
    INSERT INTO tasks (id, "caseId", "partId", covers, authority, seat, mode, stage, "areaId", "countryId", holders, instruments, "openedFor", round, "contentVersion", "contentHash", state, "openedAt", "dueAt")
    SELECT md5('task' || n)::uuid, md5('case' || n)::uuid, md5('part' || n)::uuid, '{}', 'clearing-officer', '10:clearing-officer', 'decide', 10, 'XA-2', 'XA', '{cora,otto}', '{}', '{cora,otto}', 1, 1, '', CASE WHEN ${isOpen} THEN 'open' ELSE 'decided' END, now(), now() + (n % 700) * interval '1 hour'
    FROM generate_series(1, ${size}) n`);
  await client.query('ANALYZE');
  await client.end();
  return door;
}
