// Many travellers of one organization, and trips of theirs that differ in their dates.
import { createHash, randomBytes } from 'node:crypto';
import { Client } from 'pg';

export async function addPeople(ownerUrl: string, count: number): Promise<void> {
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  await client.query(
    `INSERT INTO people (id, name, "organizationId", category, "baseId", "supervisorId", email)
     SELECT 'p' || n, 'Person ' || n, 'health', 'international', 'XA-1', 'hugo', 'p' || n || '@health.example' FROM generate_series(1, $1::int) n`,
    [count],
  );
  await client.query(
    `INSERT INTO trainings ("personId", code) SELECT 'p' || n, 'BSAFE' FROM generate_series(1, $1::int) n`,
    [count],
  );
  await client.end();
}

/** A session without the sign-in, whose pace is limited. */
export async function sessionOf(ownerUrl: string, people: readonly string[]): Promise<Map<string, string>> {
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  const tokens = new Map<string, string>();
  for (const person of people) {
    const token = randomBytes(32).toString('base64url');
    tokens.set(person, token);
    await client.query(
      `INSERT INTO sessions ("tokenHash", "personId", kind, "authAt", "createdAt", "seenAt", "expiresAt")
       VALUES ($1, $2, 'demo', now(), now(), now(), now() + interval '10 hours')`,
      [createHash('sha256').update(token).digest('hex'), person],
    );
  }
  await client.end();
  return tokens;
}

/** @param area automatic or decided, as the world says */
export function tripOf(index: number, area: string) {
  const day = (ahead: number) => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);
  const minute = String(index % 60).padStart(2, '0');
  const hour = String(8 + (Math.floor(index / 60) % 8)).padStart(2, '0');
  const ahead = 20 + (index % 40);
  const stop = { area, arrive: `${day(ahead)}T${hour}:${minute}`, depart: `${day(ahead + 3)}T10:00`, mode: 'road' };
  return {
    process: 'travelClearance',
    form: { travelType: 'official', activity: 'vaccination', purpose: 'Round of clinics', stops: [stop] },
  };
}
