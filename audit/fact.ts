// What an event says in its bytes.
import { z } from 'zod';
import { canonical } from './bytes.ts';

const Bytes = z.object({
  case: z.string(),
  seq: z.int(),
  at: z.int(),
  kind: z.string(),
  actor: z.string().optional(),
  part: z.string().optional(),
  task: z.string().optional(),
  round: z.int().optional(),
  decision: z.string().optional(),
  instrument: z.string().optional(),
  ruleSet: z.object({ name: z.string(), version: z.int(), hash: z.string() }).optional(),
  detail: z.record(z.string(), z.unknown()).default({}),
  commitment: z.string().optional(),
});
export type Fact = z.output<typeof Bytes>;

/** Null where they are no event, or not in canonical form. */
export function factOf(bytes: Buffer): Fact | null {
  try {
    const text = bytes.toString('utf8');
    const said: unknown = JSON.parse(text);
    return canonical(said) === text ? Bytes.parse(said) : null;
  } catch {
    return null;
  }
}
