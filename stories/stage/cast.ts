// Who in a world may change reference data and who sees what others do not, found from the world's appointments.
import type { World } from '../../prisma/seed/world-file.ts';

export type Cast = ReturnType<typeof castOf>;

export function castOf(world: World) {
  const holders = (role: string, country?: string) =>
    world.appointments
      .filter((one) => one.role === role && (country === undefined || one.country === country))
      .map(({ holder }) => holder);
  const one = (role: string) => {
    const [first] = holders(role);
    if (first === undefined) throw new Error(`The world names no ${role}: add an appointment to it`);
    return first;
  };
  const countries = new Map(world.areas.map(({ id, country }) => [id, country]));
  return {
    administrator: one('rule-administrator'),
    desk: one('regional-operations'),
    /** The security adviser of an area's country, or the regional desk. */
    adviser: (area: string) =>
      holders('country-security-adviser', countries.get(area) ?? '')[0] ?? one('regional-operations'),
    assessmentOf: (area: unknown) =>
      world.assessments.find((entry) => entry.area === area)?.id ?? `assessment-${area as string}`,
  };
}
