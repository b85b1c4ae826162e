// Where the focus goes after something was done in the condition tree, read off the tree as it is shown then.
import type { Group, TestRow } from '../../../rulebook/convert.ts';
import type { Done } from './tree-controls.tsx';

export const partAt = (group: Group, path: readonly number[]): Group | TestRow | undefined =>
  path.reduce<Group | TestRow | undefined>(
    (inner, index) => (inner && 'rules' in inner ? (inner.rules[index] as Group | TestRow | undefined) : undefined),
    group,
  );

export const pathOf = (shown: HTMLElement): number[] => JSON.parse(shown.dataset['path'] ?? '[]') as number[];

/** The row or group it came to, then what of it takes the focus, the best first. */
export function landing(box: HTMLElement | null, { does, path, id }: Done): (HTMLElement | null | undefined)[] {
  const at = (place: readonly number[]) => box?.querySelector<HTMLElement>(`[data-path="${JSON.stringify(place)}"]`);
  const field = (of: HTMLElement | null | undefined) => of?.querySelector<HTMLElement>('select, input');
  const parent = path.slice(0, -1);
  const last = path.at(-1) ?? 0;
  if (does === 'add') {
    const added = childrenOf(at(path)).at(-1);
    return [added, field(added)];
  }
  if (does === 'copy') {
    const copy = at([...parent, last + 1]);
    return [copy, field(copy)];
  }
  if (does === 'remove') {
    const next = at(path) ?? at([...parent, last - 1]);
    return [next, field(next), at(parent)?.querySelector<HTMLElement>('[data-does="add"]')];
  }
  const name = CSS.escape(id ?? '');
  const moved = box?.querySelector<HTMLElement>(`[data-rule-id="${name}"], [data-rule-group-id="${name}"]`);
  const button = (which: string) => moved?.querySelector<HTMLElement>(`[data-does="${which}"]:not(:disabled)`);
  return [moved, button(does), button(does === 'up' ? 'down' : 'up'), field(moved)];
}

function childrenOf(group: HTMLElement | null | undefined): HTMLElement[] {
  if (!group) return [];
  const own = pathOf(group);
  return [...group.querySelectorAll<HTMLElement>('[data-path]')].filter((one) => pathOf(one).length === own.length + 1);
}
