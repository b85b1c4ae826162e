// Takes out of a view what this reader may not know. Every view of a case passes here, so a process only names its fields.
import type { RequestView } from './views.ts';

/** Keys of the form, and of the forms of acts, that only the named people read; process -> key -> who. */
const protectedFields: Readonly<Record<string, Readonly<Record<string, (view: RequestView) => readonly string[]>>>> = {
  travelClearance: {},
};

export function redact(view: RequestView, reader: string): RequestView {
  const fields = Object.entries(protectedFields[view.process] ?? {});
  const hidden = fields.filter(([, readers]) => !readers(view).includes(reader)).map(([key]) => key);
  if (hidden.length === 0) return view;
  return {
    ...view,
    form: without(view.form, hidden),
    log: view.log.map((one) => ({ ...one, form: without(one.form, hidden) })),
  };
}

function without(form: Record<string, unknown>, keys: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(form).filter(([key]) => !keys.includes(key)));
}
