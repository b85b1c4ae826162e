// Every code the API refuses with of itself, its HTTP status and its title; refusals of rules and workflows are in refusals.ts.
const of = (status: number, title: string) => ({ status, title });

export const problemCodes = {
  'validation-failed': of(400, 'The request is not well formed'),
  'malformed-json': of(400, 'The body is not JSON'),
  'sign-in-failed': of(400, 'Signing in did not work'),
  'not-signed-in': of(401, 'Sign in first'),
  forbidden: of(403, 'You may not do this'),
  'step-up-required': of(403, 'Sign in again first'),
  'csrf-refused': of(403, 'The request did not come from this site'),
  'conflict-of-interest': of(403, 'You are a party to this'),
  'not-found': of(404, 'There is no such thing, or not for you'),
  'method-not-allowed': of(405, 'This cannot be done here'),
  'payload-too-large': of(413, 'The body is too large'),
  'unsupported-media-type': of(415, 'The body is of another type'),
  'rows-refused': of(422, 'Some rows cannot be taken'),
  'too-many-requests': of(429, 'Too many requests'),
  internal: of(500, 'Something went wrong here'),
  'database-unavailable': of(503, 'The database does not answer'),
  'analysis-busy': of(503, 'Too many analyses are being made'),
  'clock-off': of(503, 'A clock of this service is wrong'),
  'temporal-unavailable': of(503, 'The workflow service does not answer'),
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemCode = keyof typeof problemCodes;

export function titleOf(code: string): string {
  if (isListed(code)) return problemCodes[code].title;
  const words = code.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function isListed(code: string): code is ProblemCode {
  return Object.hasOwn(problemCodes, code);
}
