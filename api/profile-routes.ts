// What kind of organization this system serves, and what it calls the authorities.
import { z } from 'zod';
import { packNames, packs } from '../rules/packs/packs.ts';
import { route, type ApiRouter } from './route.ts';

const Profile = z
  .object({
    pack: z.enum(packNames),
    title: z.string(),
    authorityTitles: z
      .record(z.string(), z.record(z.string(), z.string()))
      .meta({ description: 'By language and authority; those left out are called by the product’s own words' }),
  })
  .meta({ id: 'Profile' });

export function profileRoutes(router: ApiRouter): void {
  route(
    router,
    {
      method: 'get',
      path: '/profile',
      access: 'signed-in',
      answers: { 200: Profile },
      summary: 'The kind of organization, and its titles of authorities',
    },
    ({ deps }) => {
      const pack = deps.config.rulesPack;
      const { title, authorityTitles } = packs[pack];
      return { pack, title, authorityTitles: titlesOf(authorityTitles) };
    },
  );
}

function titlesOf(titles: object): Record<string, Record<string, string>> {
  return Object.fromEntries(Object.entries(titles) as [string, Record<string, string>][]);
}
