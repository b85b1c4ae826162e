// Single-key commands of the queue. They rest while somebody types, and can be switched off (WCAG 2.1.4).
import { useEffect, useRef, useSyncExternalStore } from 'react';

const storage = 'safeconduct.keys';
const listeners = new Set<() => void>();
const areOn = () => localStorage.getItem(storage) !== 'off';

export function switchKeys(on: boolean): void {
  localStorage.setItem(storage, on ? 'on' : 'off');
  for (const listener of listeners) listener();
}

export const useKeysOn = (): boolean =>
  useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, areOn);

const typing = 'input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]';
const pressable = 'a, button, summary, input, textarea, select';

export function useKeys(commands: Record<string, () => void>): void {
  const isOn = useKeysOn();
  const latest = useRef(commands);
  latest.current = commands;
  useEffect(() => {
    if (!isOn) return;
    const press = (event: KeyboardEvent) => {
      const target = event.target instanceof Element ? event.target : null;
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || target?.closest(typing)) return;
      if (document.querySelector('dialog[open]')) return;
      if (event.key === 'Enter' && target?.closest(pressable) && !target.closest('[data-task]')) return;
      const command = latest.current[event.key];
      if (!command) return;
      event.preventDefault();
      command();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [isOn]);
}
