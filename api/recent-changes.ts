// The cases that changed in the last while, so that who comes back hears what he missed without a search through all cases.
export type RecentChanges = {
  add(caseId: string): void;
  /** How many have been added. */
  count(): number;
  /** Whatever a transaction from this number on did was, or will be, added after the first `from`. */
  reach(position: bigint, from: number): void;
  /** What transactions from this number on did, and a little more; null where that is too long ago or too much to name. */
  since(position: bigint): string[] | null;
};

const mostKept = 5_000;

export function recentChanges(mostNamed: number): RecentChanges {
  let kept: string[] = [];
  let dropped = 0;
  let reached: { position: bigint; from: number }[] = [];

  const count = () => dropped + kept.length;
  return {
    count,
    add(caseId) {
      kept.push(caseId);
      if (kept.length < 2 * mostKept) return;
      dropped += mostKept;
      kept = kept.slice(mostKept);
    },
    reach(position, from) {
      reached = [...reached.filter((one) => one.from >= dropped), { position, from }].slice(-mostKept);
    },
    since(position) {
      const start = reached.findLast((one) => one.position <= position);
      if (!start || start.from < dropped) return null;
      const named = new Set(kept.slice(start.from - dropped));
      return named.size > mostNamed ? null : [...named];
    },
  };
}
