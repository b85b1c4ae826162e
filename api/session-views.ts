// What the API says of the person signed in, and of whom the demonstration offers.
import { z } from 'zod';
import { Ref } from './views.ts';

export const HeldRoleView = z
  .object({
    role: z.string(),
    country: z.string().nullable(),
    area: z.string().nullable(),
    organization: z.string().nullable(),
    appointment: z.string(),
  })
  .meta({ id: 'HeldRole' });

export const Me = z
  .object({
    person: Ref.extend({ organization: z.string().nullable(), language: z.string() }),
    roles: z.array(HeldRoleView),
    demo: z.boolean(),
  })
  .meta({ id: 'Me' });

export const DemoPeople = z
  .object({
    items: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        organization: z.string().nullable(),
        roles: z.array(z.string()),
        title: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'DemoPeople' });
