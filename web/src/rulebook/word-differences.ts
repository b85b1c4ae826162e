// Two sentences word by word: what both say, what only the one or only the other says.
export type Piece = { text: string; isOwn: boolean };

/** Each side in pieces; `isOwn` where the other side does not say it. */
export function wordDifferences(language: string, before: string, after: string): { before: Piece[]; after: Piece[] } {
  const [was, is] = [wordsOf(language, before), wordsOf(language, after)];
  const common = longestRuns(was, is);
  const gone: Piece[] = [];
  const come: Piece[] = [];
  let [at, now] = [0, 0];
  while (at < was.length || now < is.length) {
    if (was[at] !== undefined && was[at] === is[now]) {
      put(gone, was[at] ?? '', false);
      put(come, is[now] ?? '', false);
      [at, now] = [at + 1, now + 1];
    } else if (now >= is.length || (at < was.length && (common[at + 1]?.[now] ?? 0) >= (common[at]?.[now + 1] ?? 0))) {
      put(gone, was[at] ?? '', true);
      at += 1;
    } else {
      put(come, is[now] ?? '', true);
      now += 1;
    }
  }
  return { before: gone, after: come };
}

const wordsOf = (language: string, text: string): string[] =>
  [...new Intl.Segmenter(language, { granularity: 'word' }).segment(text)].map(({ segment }) => segment);

/** How many words both still have in common from each pair of places on. */
function longestRuns(was: readonly string[], is: readonly string[]): number[][] {
  const runs = Array.from({ length: was.length + 1 }, () => Array.from({ length: is.length + 1 }, () => 0));
  for (let at = was.length - 1; at >= 0; at -= 1)
    for (let now = is.length - 1; now >= 0; now -= 1) {
      const [here, next] = [runs[at] ?? [], runs[at + 1] ?? []];
      here[now] = was[at] === is[now] ? (next[now + 1] ?? 0) + 1 : Math.max(next[now] ?? 0, here[now + 1] ?? 0);
    }
  return runs;
}

function put(pieces: Piece[], text: string, isOwn: boolean): void {
  const last = pieces.at(-1);
  if (last?.isOwn === isOwn) last.text += text;
  else pieces.push({ text, isOwn });
}
