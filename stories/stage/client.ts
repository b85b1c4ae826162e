// Speaks to the API as the people of a story, each signed in by name.
export type Reply = { status: number; body: unknown };
export type Problem = { code?: string; detail?: string; title?: string; errors?: { path: string; message: string }[] };

export type Client = ReturnType<typeof createClient>;

export function createClient(base: string) {
  const tokens = new Map<string, Promise<string>>();

  async function send(method: string, path: string, body: unknown, headers: Record<string, string>): Promise<Reply> {
    const response = await fetch(`${base}/api/v1${path}`, {
      method,
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(60_000),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? null : parse(text) };
  }

  async function signIn(person: string): Promise<string> {
    const { status, body } = await send('POST', '/demo/sessions', { person }, {});
    if (status !== 201) throw new Error(`${person} cannot sign in: ${explain({ status, body })}`);
    return (body as { token: string }).token;
  }

  /** Sessions end while a story's clock runs on: who is refused signs in once more. */
  async function call(
    person: string,
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Reply> {
    for (const isLast of [false, true]) {
      if (!tokens.has(person)) tokens.set(person, signIn(person));
      const token = await tokens.get(person);
      const reply = await send(method, path, body, { ...headers, authorization: `Bearer ${token}` });
      if (reply.status !== 401 || isLast) return reply;
      tokens.delete(person);
    }
    throw new Error('unreachable');
  }

  return { call };
}

/** What a refusal says, in one line. */
export function explain({ status, body }: Reply): string {
  const { code, detail, title, errors = [] } = (body ?? {}) as Problem;
  const faults = errors.map(({ path, message }) => `${path} ${message}`);
  return [status, code, detail ?? title, ...faults].filter((part) => part !== undefined).join(' · ');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return { detail: text.slice(0, 200) };
  }
}
