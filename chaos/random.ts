// Numbers that come again for the same seed (mulberry32).
export type Random = {
  /** From 0 up to and without `below`. */
  under(below: number): number;
  whole(below: number): number;
  of<T>(items: readonly T[]): T;
  /** True so often. */
  chance(share: number): boolean;
};

export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const whole = (below: number) => Math.floor(next() * below);
  return {
    under: (below) => next() * below,
    whole,
    of: (items) => items[whole(items.length)]!,
    chance: (share) => next() < share,
  };
}
