// One line only screen readers hear: what a key or a button has just done, said from wherever it was done.
import { useSyncExternalStore } from 'react';

let said = '';
const listeners = new Set<() => void>();

/** The same words twice are heard twice. */
export function tell(words: string): void {
  said = words === said ? `${words}\u00a0` : words;
  for (const hear of listeners) hear();
}

function subscribe(hear: () => void): () => void {
  listeners.add(hear);
  return () => listeners.delete(hear);
}

export function Told() {
  const words = useSyncExternalStore(subscribe, () => said);
  return (
    <p className="hidden" role="status" data-told="">
      {words}
    </p>
  );
}

/** About a second: a page that takes longer has lost whoever waited for it. */
const patience = 60;

/** The focus goes there as soon as the page shows what was done; the first of them that is there. */
export function focusSoon(find: () => (HTMLElement | null | undefined)[], frames = patience): void {
  requestAnimationFrame(() => {
    const found = find().find((one) => one !== null && one !== undefined);
    if (found) found.focus();
    else if (frames > 0) focusSoon(find, frames - 1);
  });
}
