// The request while it is being written: what was typed, as typed, kept in this browser until it has been sent.
import { useCallback, useState } from 'react';
import { newId } from '../../http/call.ts';
import type { ClearanceForm, Request } from '../../http/types.ts';

export type YesNo = '' | 'yes' | 'no';
export type Spot = { name: string; countryName: string; zone: string; presentRisk: string };
export type StopDraft = {
  key: string;
  area: string;
  spot?: Spot;
  arrive: string;
  depart: string;
  mode: string;
  flight: string;
  operator: string;
  operatorListed: YesNo;
  vehicles: number;
  armoured: number;
  lodging: string;
  vetted: YesNo;
  transit: string;
};
export type DependantDraft = { key: string; relation: string; name: string; age: string };
export type Named = { id: string; name: string };
export type Draft = {
  onBehalf: YesNo;
  traveller?: Named;
  travelType: string;
  activity?: Named;
  purpose: string;
  emergency: string;
  verbalBy?: Named;
  verbalAt: string;
  verbalMeans: string;
  stops: StopDraft[];
  dependants: DependantDraft[];
  passengers: Named[];
  /** Idempotency key, and the content it was made for. */
  sending?: { key: string; of: string };
  /** The request it has become, while that is not to be seen yet. */
  filed?: string;
};

export const emptyStop = (): StopDraft => ({
  key: newId(),
  area: '',
  arrive: '',
  depart: '',
  mode: '',
  flight: '',
  operator: '',
  operatorListed: '',
  vehicles: 0,
  armoured: 0,
  lodging: '',
  vetted: '',
  transit: '',
});
export const emptyDraft = (): Draft => ({
  onBehalf: 'no',
  travelType: '',
  purpose: '',
  emergency: '',
  verbalAt: '',
  verbalMeans: '',
  stops: [emptyStop()],
  dependants: [],
  passengers: [],
});

function read(key: string): Draft | undefined {
  try {
    const stored = localStorage.getItem(key);
    return stored === null ? undefined : ({ ...emptyDraft(), ...JSON.parse(stored) } as Draft);
  } catch {
    return undefined;
  }
}

export const draftKey = (person: string): string => `safeconduct.draft.${person}`;

/** The request is there: the draft it came from is no longer needed, one begun since is. */
export function forgetFiled(person: string, request: string): void {
  if (read(draftKey(person))?.filed === request) localStorage.removeItem(draftKey(person));
}

export type Change = (values: Partial<Draft>) => void;

export function useDraft(
  key: string,
  initial: () => Draft,
): { draft: Draft; change: Change; forget: () => void; wasRestored: boolean } {
  const [restored] = useState(() => read(key));
  const [draft, setDraft] = useState(() => restored ?? initial());
  const change = useCallback<Change>(
    (values) =>
      setDraft((before) => {
        const { filed: _, ...kept } = before;
        const after = { ...kept, ...values };
        localStorage.setItem(key, JSON.stringify(after));
        return after;
      }),
    [key],
  );
  const forget = useCallback(() => {
    localStorage.removeItem(key);
    setDraft(initial());
  }, [key, initial]);
  return { draft, change, forget, wasRestored: restored !== undefined };
}

const isYes = (answer: YesNo) => answer === 'yes';

function stopOf(stop: StopDraft): ClearanceForm['stops'][number] {
  return {
    area: stop.area,
    arrive: stop.arrive,
    depart: stop.depart,
    mode: stop.mode as ClearanceForm['stops'][number]['mode'],
    ...(stop.lodging.trim() === ''
      ? {}
      : {
          accommodation: { name: stop.lodging.trim(), ...(stop.vetted === '' ? {} : { vetted: isYes(stop.vetted) }) },
        }),
    ...(stop.flight.trim() === '' ? {} : { flight: stop.flight.trim() }),
    ...(stop.operator.trim() === ''
      ? {}
      : { operator: { name: stop.operator.trim(), listed: isYes(stop.operatorListed) } }),
    ...(stop.mode !== 'road' || stop.vehicles === 0
      ? {}
      : { vehicles: Array.from({ length: stop.vehicles }, (_, index) => ({ armoured: index < stop.armoured })) }),
    ...(stop.transit === '' ? {} : { transit: stop.transit as 'airside' | 'landside' }),
  };
}

/** The form as the server wants it; what is missing stays empty and is told by the server or by `problemsOf`. */
export function formOf(draft: Draft): ClearanceForm {
  return {
    ...(isYes(draft.onBehalf) && draft.traveller ? { traveller: draft.traveller.id } : {}),
    travelType: draft.travelType as ClearanceForm['travelType'],
    ...(draft.travelType === 'official' && draft.activity ? { activity: draft.activity.id } : {}),
    purpose: draft.purpose.trim(),
    ...(draft.dependants.length === 0
      ? {}
      : {
          dependants: draft.dependants.map(({ relation, name, age }) => ({
            relation: relation as 'spouse',
            ...(name.trim() === '' ? {} : { name: name.trim() }),
            ...(age === '' ? {} : { age: Number(age) }),
          })),
        }),
    ...(draft.passengers.length === 0 ? {} : { passengers: draft.passengers.map(({ id }) => id) }),
    ...(draft.emergency === ''
      ? {}
      : {
          emergency: {
            kind: draft.emergency as 'life-saving',
            ...(draft.verbalBy && draft.verbalAt !== ''
              ? {
                  verbalApproval: {
                    by: draft.verbalBy.id,
                    at: new Date(draft.verbalAt).toISOString(),
                    means: draft.verbalMeans.trim(),
                  },
                }
              : {}),
          },
        }),
    stops: draft.stops.map(stopOf),
  };
}

/** What an amendment starts from: the request as it is. */
export function draftOf(request: Request): Draft {
  const form = request.form as ClearanceForm;
  const yesNo = (value: boolean | undefined): YesNo => (value === undefined ? '' : value ? 'yes' : 'no');
  return {
    ...emptyDraft(),
    travelType: form.travelType,
    ...(form.activity ? { activity: { id: form.activity, name: form.activity } } : {}),
    purpose: form.purpose,
    dependants: (form.dependants ?? []).map(({ relation, name, age }) => ({
      key: newId(),
      relation,
      name: name ?? '',
      age: age === undefined ? '' : String(age),
    })),
    passengers: (form.passengers ?? []).map((id) => ({ id, name: id })),
    stops: form.stops.map((stop) => {
      const spot = request.areas.find(({ id }) => id === stop.area);
      return {
        ...emptyStop(),
        area: stop.area,
        ...(spot ? { spot } : {}),
        arrive: stop.arrive.slice(0, 16),
        depart: stop.depart.slice(0, 16),
        mode: stop.mode,
        flight: stop.flight ?? '',
        operator: stop.operator?.name ?? '',
        operatorListed: yesNo(stop.operator?.listed),
        vehicles: stop.vehicles?.length ?? 0,
        armoured: stop.vehicles?.filter(({ armoured }) => armoured).length ?? 0,
        lodging: stop.accommodation?.name ?? '',
        vetted: yesNo(stop.accommodation?.vetted),
        transit: stop.transit ?? '',
      };
    }),
  };
}
