// Whether a part answers, as readiness tells it: a check that takes too long has failed.
const patienceMs = 3_000;

export function partOf(check: PromiseLike<unknown>): Promise<'ok' | 'failed'> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve('failed'), patienceMs);
    const settle = (part: 'ok' | 'failed') => {
      clearTimeout(timer);
      resolve(part);
    };
    check.then(
      () => settle('ok'),
      () => settle('failed'),
    );
  });
}
