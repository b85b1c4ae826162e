// What an approver has typed on a case, kept for this tab until the decision is sent.
export type Typed = { outcome: string; reason: string; conditions: string[] };

const key = (task: string) => `safeconduct.decision.${task}`;

export function typedFor(task: string): Typed | undefined {
  const stored = sessionStorage.getItem(key(task));
  return stored === null ? undefined : (JSON.parse(stored) as Typed);
}

export const keepTyped = (task: string, typed: Typed): void => sessionStorage.setItem(key(task), JSON.stringify(typed));
export const forgetTyped = (task: string): void => sessionStorage.removeItem(key(task));
