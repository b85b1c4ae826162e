// The part of the world a case rests on, as plain values read from the tables in one go. All judging starts from this.

export type Person = {
  id: string;
  name: string;
  organization: string | null;
  category: string;
  base: string | null;
  supervisor: string | null;
  spouse: string | null;
  reachable: boolean;
  active: boolean;
  contractEnd: string | null;
  automaticWithdrawnUntil: string | null;
  absent: { from: string; to: string } | null;
  /** Course -> last day it is valid; null = without end. */
  training: Readonly<Record<string, string | null>>;
};

export type Appointment = {
  id: string;
  role: string;
  holder: string;
  country: string | null;
  area: string | null;
  organization: string | null;
  /** Half-open, epoch ms. */
  from: number;
  to: number | null;
  givenBy: string | null;
  limits: { maxRisk?: string; categories?: string[]; travelTypes?: string[] };
};

export type Country = {
  id: string;
  name: string;
  zone: string;
  internalMultiLeg: string;
  presence: string | null;
  workingWeek: readonly string[];
};

export type Area = {
  id: string;
  name: string;
  country: string;
  zone: string;
  presentRisk: string;
  nonFamily: boolean;
  presence: string | null;
  owner: string | null;
  ceiling: number | null;
  allowedModes: readonly string[];
  measures: readonly { code: string; count?: number }[];
  claimedBy: readonly string[];
  parents: readonly string[];
};

export type Policy = {
  area: string;
  mode: string;
  travelType: string | null;
  category: string | null;
  exempt: readonly { id: string; persons: readonly string[] }[];
  from: number;
  to: number | null;
  seq: number;
};

export type Activity = {
  id: string;
  name: string;
  organization: string;
  criticality: string | null;
  areas: readonly string[];
  validTo: string | null;
};
export type Acceptance = { activity: string; area: string; until: string };
export type FlightGroup = { flight: string; date: string; organization: string; booked: number; max: number | null };

export type World = {
  people: ReadonlyMap<string, Person>;
  countries: ReadonlyMap<string, Country>;
  areas: ReadonlyMap<string, Area>;
  /** Area -> last day its assessment is in force. */
  assessments: ReadonlyMap<string, string>;
  policies: readonly Policy[];
  requirements: readonly { area: string; training: string; onArrival: boolean }[];
  activities: ReadonlyMap<string, Activity>;
  acceptances: readonly Acceptance[];
  appointments: readonly Appointment[];
  flights: readonly FlightGroup[];
  organizations: ReadonlyMap<string, { id: string; name: string; kind: string | null }>;
};

/** Country whose officials own an area: the map setting names the owner where several claim it. */
export function ownerOf(area: Area): string {
  return area.owner ?? area.country;
}

/** Zone in which an area's deadlines and dates are read. */
export function zoneOf(world: World, area: string | null): string {
  return (area && world.areas.get(area)?.zone) || 'UTC';
}
