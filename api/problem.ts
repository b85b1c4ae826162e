// A refusal with a stable code (RFC 9457), and the one middleware that turns what was thrown into an answer.
import type { NextFunction, Request, Response } from 'express';
import { z } from 'zod';
import { causeOf } from '../cause-of.ts';
import { isConnectionLoss } from '../prisma/connection-loss.ts';
import type { ApiDeps } from './deps.ts';
import { problemCodes, titleOf, type ProblemCode } from './problem-codes.ts';

export type Fault = { path: string; code: string; message: string };
export type ProblemExtra = { errors?: Fault[]; retryAfter?: number; [key: string]: unknown };

export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly extra: ProblemExtra;

  constructor(status: number, code: string, detail?: string, extra: ProblemExtra = {}) {
    super(detail ?? '');
    this.status = status;
    this.code = code;
    this.extra = extra;
  }
}

/** With the status the code has in the table. */
export function problemOf(code: ProblemCode, detail?: string, extra: ProblemExtra = {}): Problem {
  return new Problem(problemCodes[code].status, code, detail, extra);
}

export function faultsOf(error: z.ZodError, under = ''): Fault[] {
  return error.issues.map(({ path, code, message }) => ({
    path: [...(under ? [under] : []), ...path.map(String)].join('.'),
    code,
    message,
  }));
}

export function problemAnswer(deps: ApiDeps) {
  return (error: unknown, req: Request, res: Response, next: NextFunction): void => {
    if (res.headersSent) return next(error);
    const problem = asProblem(error);
    if (problem.status >= 500) deps.log.error({ request: req.id, code: problem.code, err: causeOf(error) }, 'failed');
    const { retryAfter, ...extra } = problem.extra;
    if (retryAfter !== undefined) res.setHeader('Retry-After', String(retryAfter));
    const body = {
      type: `urn:safeconduct:problem:${problem.code}`,
      title: titleOf(problem.code),
      status: problem.status,
      code: problem.code,
      ...(problem.message ? { detail: problem.message } : {}),
      instance: `urn:uuid:${req.id}`,
      ...extra,
    };
    res.locals['code'] = problem.code;
    res.status(problem.status).type('application/problem+json').send(JSON.stringify(body));
  };
}

function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof z.ZodError) return problemOf('validation-failed', undefined, { errors: faultsOf(error) });
  if (isConnectionLoss(error)) return problemOf('database-unavailable', 'Try again in a moment.', { retryAfter: 5 });
  return bodyProblem(error) ?? problemOf('internal', 'The administrators find this under the number given.');
}

/** What express itself throws about bodies and paths carries a type. */
function bodyProblem(error: unknown): Problem | undefined {
  const { type, status } = (error ?? {}) as { type?: unknown; status?: unknown };
  if (type === 'entity.too.large') return problemOf('payload-too-large');
  if (type === 'entity.parse.failed') return problemOf('malformed-json');
  if (status === 415) return problemOf('unsupported-media-type');
  if (typeof status === 'number' && status >= 400 && status < 500) return new Problem(status, 'validation-failed');
  return undefined;
}
