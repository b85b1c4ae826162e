// What a log may say of an error. Messages of databases and libraries may quote what people wrote: only kind and place are told.
export function causeOf(error: unknown) {
  if (!(error instanceof Error)) return { name: typeof error };
  const { code, type } = error as { code?: unknown; type?: unknown };
  const kind = [code, type].find((one) => typeof one === 'string');
  // It begins with the message, a line of which may look like a place.
  const { stack: whole = '', message } = error;
  const places = whole.slice(Math.max(0, whole.indexOf(message)) + message.length);
  const stack = places.split('\n').filter((line) => /^\s+at /.test(line));
  return { name: error.name, code: kind as string | undefined, stack: stack.slice(0, 12).join('\n') };
}
