// The matter a power is asked for: one part of a request, its parties, and the world at a moment.
import type { Parties } from './conflict.ts';
import type { Facts } from './rule-set.ts';
import { zoneOf, type World } from './world.ts';

/** `risk` null = unknown. */
export type Matter = Parties & {
  world: World;
  now: number;
  area: string | null;
  country: string | null;
  zone: string;
  risk: string | null;
  category: string;
  travelType: string | null;
};

export type PartAsked = Omit<Matter, 'zone' | 'risk' | 'category'> & { facts: Facts | null };

export function matterFor({ facts, ...asked }: PartAsked): Matter {
  const { world, area, subject } = asked;
  const risk = (facts?.['presentRisk'] as string | undefined) ?? null;
  return { ...asked, zone: zoneOf(world, area), risk, category: world.people.get(subject)?.category ?? '' };
}
