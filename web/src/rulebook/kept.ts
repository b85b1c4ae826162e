// A draft's unsaved changes, kept in this browser until they are saved.
import type { RuleSet } from './types.ts';

export type Kept = {
  revision: number;
  title: string;
  content: RuleSet;
  /** The version whose changes are now in it. */
  takenFrom?: number | undefined;
};

const key = (draft: string) => `safeconduct.rules.${draft}`;

export function keptOf(draft: string): Kept | undefined {
  try {
    const stored = localStorage.getItem(key(draft));
    return stored === null ? undefined : (JSON.parse(stored) as Kept);
  } catch {
    return undefined;
  }
}

export function keep(draft: string, kept: Kept): void {
  try {
    localStorage.setItem(key(draft), JSON.stringify(kept));
  } catch {
    // A full or closed store must not stop the work on the page.
  }
}

export const forget = (draft: string): void => localStorage.removeItem(key(draft));
