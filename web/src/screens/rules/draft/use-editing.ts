// The draft while it is being changed: its history, what is saved, and what is only in this browser yet.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { call } from '../../../http/call.ts';
import { began, changed, redone, undone } from '../../../rulebook/edit.ts';
import { forget, keep, keptOf } from '../../../rulebook/kept.ts';
import type { Kept } from '../../../rulebook/kept.ts';
import { draft as draftQuery } from '../../../rulebook/queries.ts';
import type { Draft, RuleSet } from '../../../rulebook/types.ts';

type Shown = Pick<Kept, 'title' | 'content' | 'takenFrom'>;
export type Change = (change: (content: RuleSet) => RuleSet, what?: string) => void;
export type Editing = ReturnType<typeof useEditing>;

export function useEditing(draft: Draft) {
  const client = useQueryClient();
  const { queryKey } = draftQuery(draft.content.name, draft.id);
  const [kept] = useState(() => keptOf(draft.id));
  const [saved, setSaved] = useState<Shown & { revision: number }>(draft);
  const [history, setHistory] = useState(() =>
    began<Shown>(
      kept
        ? { title: kept.title, content: kept.content, takenFrom: kept.takenFrom }
        : { title: draft.title, content: draft.content },
    ),
  );
  /** The revision what is shown was made from; another one on the server is somebody else's. */
  const base = useRef(kept?.revision ?? draft.revision);
  const { title, content, takenFrom } = history.now;
  const isDirty = title !== saved.title || content !== saved.content;
  useEffect(() => {
    if (isDirty) keep(draft.id, { revision: base.current, title, content, takenFrom });
    else forget(draft.id);
  }, [draft.id, isDirty, title, content, takenFrom]);

  // Nothing of one's own is at stake: what somebody else has saved is taken over.
  useEffect(() => {
    if (isDirty || draft.revision <= base.current) return;
    base.current = draft.revision;
    setSaved(draft);
    setHistory(began<Shown>({ title: draft.title, content: draft.content }));
  }, [draft, isDirty]);

  const save = useMutation({
    mutationFn: ({ takenFrom: from, ...shown }: Shown) =>
      call<Draft>(`/rules/${draft.content.name}/drafts/${draft.id}`, {
        method: 'PUT',
        body: { ...shown, revision: base.current, ...(from === undefined ? {} : { base: from }) },
      }),
    onSuccess: (answer, shown) => {
      base.current = answer.revision;
      setSaved({ ...shown, revision: answer.revision });
      client.setQueryData(queryKey, { ...answer, content: shown.content });
      void client.invalidateQueries({ queryKey: ['rule-drafts'] });
    },
  });

  const change = useCallback<Change>(
    (next, what) =>
      setHistory((before) => {
        const after = next(before.now.content);
        return after === before.now.content ? before : changed(before, { ...before.now, content: after }, what);
      }),
    [],
  );
  const rename = useCallback(
    (to: string) => setHistory((before) => changed(before, { ...before.now, title: to }, 'title')),
    [],
  );
  const undo = useCallback(() => setHistory(undone), []);
  const redo = useCallback(() => setHistory(redone), []);
  const store = useCallback(() => {
    if (!save.isPending) save.mutate({ title, content, takenFrom });
  }, [save, title, content, takenFrom]);
  /** Takes over what a version in force since has changed. */
  const takeOver = useCallback(
    (number: number, next: (content: RuleSet) => RuleSet) =>
      // Also where nothing differs the save has something to say: the base.
      setHistory((before) =>
        changed(before, { ...before.now, takenFrom: number, content: { ...next(before.now.content) } }),
      ),
    [],
  );
  /** Lets go of what is only here and takes what the server has. */
  const drop = useCallback(async () => {
    forget(draft.id);
    const latest = await client.fetchQuery({ ...draftQuery(draft.content.name, draft.id), staleTime: 0 });
    base.current = latest.revision;
    setSaved(latest);
    setHistory(began<Shown>({ title: latest.title, content: latest.content }));
    save.reset();
  }, [client, draft.content.name, draft.id, save]);

  return {
    title,
    content,
    revision: saved.revision,
    isDirty,
    wasKept: kept !== undefined && kept.revision === draft.revision,
    isBehind: isDirty && draft.revision > base.current,
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    change,
    rename,
    takeOver,
    takenFrom,
    undo,
    redo,
    save,
    store,
    drop,
  };
}

/** Ctrl+Z, Ctrl+Shift+Z (or Ctrl+Y) and Ctrl+S, wherever the focus is. */
export function useEditingKeys({ undo, redo, store }: Pick<Editing, 'undo' | 'redo' | 'store'>): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
      const key = event.key.toLowerCase();
      const does = key === 'z' ? (event.shiftKey ? redo : undo) : key === 'y' ? redo : key === 's' ? store : undefined;
      if (!does) return;
      event.preventDefault();
      does();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [undo, redo, store]);
}
