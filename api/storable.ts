// What no table can hold, wherever it stands in an input: zero bytes, half letters, numbers without end, and nesting without end.
import { problemOf } from './problem.ts';

const unstorable = /\u0000|\p{Surrogate}/u;

export function refuseUnstorable(input: unknown, deepest = 32): void {
  const open: { value: unknown; path: string[] }[] = [{ value: input, path: [] }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, path } = next;
    if (path.length > deepest) throw refused(path.slice(0, 3), 'too_deep', `Nest at most ${deepest} levels`);
    if (typeof value === 'number' && !Number.isFinite(value))
      throw refused(path, 'unstorable', 'Write a number that has an end');
    if (typeof value === 'string') {
      if (unstorable.test(value)) throw refused(path, 'unstorable', 'Remove characters that are not text');
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, inner] of Object.entries(value)) {
        if (unstorable.test(key))
          throw refused(path, 'unstorable', 'Remove characters that are not text from the keys');
        open.push({ value: inner, path: [...path, key] });
      }
    }
  }
}

function refused(path: readonly string[], code: string, message: string) {
  return problemOf('validation-failed', undefined, { errors: [{ path: path.join('.'), code, message }] });
}
