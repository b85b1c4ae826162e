// Registers a route: who may use it, what it takes and answers. What is not registered here is not reachable.
import express, { type Request, type Response, type Router } from 'express';
import { z } from 'zod';
import { logAccess } from './access-log.ts';
import type { ApiDeps } from './deps.ts';
import { signedInFor, type Ahead } from './identity.ts';
import { Problem, problemOf } from './problem.ts';
import { addressOf, createRateLimits, type RateLimits } from './rate-limit.ts';
import { refuseOtherOrigins } from './same-origin.ts';
import type { SignedIn } from './signed-in.ts';
import { refuseUnstorable } from './storable.ts';

export type Access = 'public' | 'signed-in' | readonly string[] | ((person: SignedIn) => boolean);
type Answers = Readonly<Record<number, z.ZodType | null>>;

export type RouteSpec<A extends Answers, B extends z.ZodType, Q extends z.ZodType, P extends z.ZodType> = {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** Below the router's prefix, in express form: `/requests/:id`. */
  path: string;
  access: Access;
  body?: B;
  query?: Q;
  params?: P;
  /** Status -> shape; null where no JSON is answered. The first is what a plain return value goes out as. */
  answers: A;
  summary: string;
  /** Levels a body may nest, where that is more than usual. */
  deepest?: number;
  example?: { body?: z.input<B>; query?: z.input<Q>; params?: z.input<P>; answer?: unknown };
  /** Media type of the body, where it is not JSON; it is handed on as text. */
  consumes?: 'text/csv';
  produces?: string;
  /** Counted as an attempt to sign in, not as a write. */
  signsIn?: true;
};

export type Handled<A extends Answers, B extends z.ZodType, Q extends z.ZodType, P extends z.ZodType, C, D> = {
  input: { body: z.output<B>; query: z.output<Q>; params: z.output<P> };
  person: C extends 'public' ? SignedIn | undefined : SignedIn;
  req: Request;
  res: Response;
  deps: ApiDeps;
  ahead: D;
  answer: (status: keyof A & number, body: unknown, headers?: Record<string, string>) => Answer;
};

export type RouteEntry = RouteSpec<Answers, z.ZodType, z.ZodType, z.ZodType> & { fullPath: string };
export type ApiRouter = {
  express: Router;
  deps: ApiDeps;
  prefix: string;
  entries: RouteEntry[];
  limits: RateLimits;
};

class Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Record<string, string>;
  constructor(status: number, body: unknown, headers: Record<string, string> = {}) {
    this.status = status;
    this.body = body;
    this.headers = headers;
  }
}

const nothing = z.strictObject({}).or(z.undefined());

export function apiRouter(deps: ApiDeps, prefix: string): ApiRouter {
  const limits = createRateLimits(deps.clock, deps.limits);
  return { express: express.Router({ caseSensitive: true, strict: true }), deps, prefix, entries: [], limits };
}

/** What the handler needs of whoever asks, for a click to wait one turn less. */
type ReadAhead<P extends z.ZodType, D> = (params: z.output<P>) => Ahead<D>;

/** The handler returns the body of the first answer, `answer(status, body)`, or undefined once it has answered by itself. */
export function route<
  const A extends Answers,
  const C extends Access,
  B extends z.ZodType = typeof nothing,
  Q extends z.ZodType = typeof nothing,
  P extends z.ZodType = typeof nothing,
  D = undefined,
>(
  router: ApiRouter,
  spec: RouteSpec<A, B, Q, P> & { access: C; ahead?: ReadAhead<P, D> },
  handler: (handled: Handled<A, B, Q, P, C, D>) => unknown,
): void {
  if (spec.access === undefined) throw new Error(`${spec.method} ${spec.path} has no access policy`);
  if (spec.path.includes(':') && !spec.params)
    throw new Error(`${spec.method} ${spec.path} has no schema of its parameters`);
  if (/[*{}()+?]/.test(spec.path)) throw new Error(`${spec.path} is a pattern`);
  const entry = { ...spec, fullPath: router.prefix + spec.path } as unknown as RouteEntry;
  router.entries.push(entry);
  const [usual = 200] = Object.keys(spec.answers).map(Number);

  router.express[spec.method](spec.path, async (req: Request, res: Response) => {
    res.locals['route'] = entry.fullPath;
    const isWrite = spec.method !== 'get';
    if (spec.signsIn) router.limits.take('signInOfAddress', addressOf(req.ip));
    else if (isWrite) router.limits.take('writeOfAddress', addressOf(req.ip));
    const { person, ahead } = (await signedInFor(router.deps, req, res, aheadOf(req, spec))) ?? {};
    if (isWrite && person) router.limits.take('writeOfPerson', person.id);
    refuseOtherOrigins(router.deps, req, person);
    const deps = isWrite || !person ? router.deps : countingReads(router, person);
    if (spec.access !== 'public') await admit(deps, entry, person);
    if (spec.body) refuseOtherTypes(req, spec.consumes ?? 'application/json');
    const input = parse(spec, req);
    const answer = (status: number, body: unknown, headers?: Record<string, string>) =>
      new Answer(status, body, headers);
    const returned = await handler({ input, person, req, res, deps, ahead, answer } as Handled<A, B, Q, P, C, D>);
    if (!res.headersSent) send(entry, res, returned instanceof Answer ? returned : new Answer(usual, returned));
  });
}

function aheadOf<P extends z.ZodType, D>(
  req: Request,
  { params, ahead }: { params?: P; ahead?: ReadAhead<P, D> },
): Ahead<D> | undefined {
  if (!ahead || !params) return undefined;
  const read = params.safeParse({ ...req.params });
  return read.success ? ahead(read.data) : undefined;
}

/** A write is counted as such; a read only where it leaves a row in the access log. */
function countingReads({ deps, limits }: ApiRouter, { id }: SignedIn): ApiDeps {
  return { ...deps, countLogged: () => limits.take('loggedReadOfPerson', id) };
}

async function admit(
  deps: ApiDeps,
  { access, method, fullPath }: RouteEntry,
  person: SignedIn | undefined,
): Promise<void> {
  if (!person) throw problemOf('not-signed-in');
  if (access === 'signed-in' || access === 'public') return;
  const isLetIn = typeof access === 'function' ? access(person) : person.roles.some((one) => access.includes(one.role));
  if (isLetIn) return;
  await logAccess(deps, {
    person: person.id,
    action: 'route',
    target: `${method} ${fullPath}`,
    outcome: 'refused',
    code: 'forbidden',
  });
  throw problemOf('forbidden');
}

function refuseOtherTypes(req: Request, wanted: string): void {
  const accepted = wanted === 'application/json' ? ['application/json', 'application/merge-patch+json'] : [wanted];
  if (!req.is(accepted)) throw problemOf('unsupported-media-type', `Send ${wanted}.`);
}

function parse(spec: { body?: z.ZodType; query?: z.ZodType; params?: z.ZodType; deepest?: number }, req: Request) {
  const params = (spec.params ?? nothing).safeParse({ ...req.params });
  if (!params.success) throw problemOf('not-found');
  refuseUnstorable({ ...req.query });
  if (spec.body) refuseUnstorable(req.body, spec.deepest);
  return {
    params: params.data,
    query: (spec.query ?? nothing).parse({ ...req.query }),
    body: spec.body ? spec.body.parse(req.body) : undefined,
  };
}

/** Answers go through their schema, so that nothing leaves that is not declared. */
function send(entry: RouteEntry, res: Response, { status, body, headers }: Answer): void {
  const schema = entry.answers[status];
  if (schema === undefined) throw new Problem(500, 'internal', `${entry.fullPath} does not declare ${status}`);
  res.status(status).set(headers);
  if (schema === null) {
    if (body === undefined) res.end();
    else res.type(entry.produces ?? 'text/plain').send(body);
    return;
  }
  const checked = schema.safeParse(body);
  if (!checked.success) {
    const flaws = checked.error.issues.map(({ path, code }) => `${path.join('.')} ${code}`);
    throw new Error(`${entry.fullPath} answers otherwise than declared: ${flaws.join(', ')}`);
  }
  res.json(checked.data);
}
