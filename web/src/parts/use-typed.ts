// What is typed into a form, kept for this tab: a sign-in, a reload or a look elsewhere loses nothing of it.
import { useCallback, useState } from 'react';

export function useTyped<T>(form: string, empty: T): [typed: T, type: (to: T) => void, forget: () => void] {
  const key = `safeconduct.typed.${form}`;
  const [typed, setTyped] = useState<T>(() => {
    const stored = sessionStorage.getItem(key);
    return stored === null ? empty : (JSON.parse(stored) as T);
  });
  const type = useCallback(
    (to: T) => {
      sessionStorage.setItem(key, JSON.stringify(to));
      setTyped(to);
    },
    [key],
  );
  return [typed, type, useCallback(() => sessionStorage.removeItem(key), [key])];
}
