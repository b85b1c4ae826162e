// The processes one may file, and the rules they are judged by.
import { z } from 'zod';
import { Id } from '../../forms/common.ts';
import { isProcessName, processes } from '../../rules/index.ts';
import { sentence } from '../../rules/sentence.ts';
import { schemaOf } from '../form-schemas.ts';
import { problemOf } from '../problem.ts';
import { mayFile } from '../may-file.ts';
import { route, type ApiRouter } from '../route.ts';
import { ruleSetInForce } from './sets.ts';
import { setsInForce } from './versions.ts';
import { Processes, RuleSetSummary, RuleSetView } from './views.ts';
import { page } from '../views.ts';

const params = z.strictObject({ set: Id });

export function ruleRoutes(router: ApiRouter): void {
  const catalogue = Object.entries(processes).map(([id, { title, form }]) => ({ id, title, form: schemaOf(form) }));
  route(
    router,
    {
      method: 'get',
      path: '/processes',
      access: 'signed-in',
      answers: { 200: Processes },
      summary: 'What may be filed, and the form of each',
    },
    ({ person }) => ({ items: catalogue.filter(({ id }) => isProcessName(id) && mayFile(person, id)) }),
  );

  route(
    router,
    {
      method: 'get',
      path: '/rules',
      access: 'signed-in',
      answers: { 200: page(RuleSetSummary) },
      summary: 'Rule sets in force',
    },
    async ({ deps }) => {
      return { items: await setsInForce(deps.db, deps.clock()), next: null };
    },
  );

  route(
    router,
    {
      method: 'get',
      path: '/rules/:set',
      access: 'signed-in',
      params,
      answers: { 200: RuleSetView },
      summary: 'The rule set in force, each rule also as a sentence',
    },
    async ({ input, deps }) => {
      const inForce = await ruleSetInForce(deps.db, input.params.set, deps.clock());
      if (!inForce) throw problemOf('not-found');
      const { ruleSet, hash } = inForce;
      const { name, title, version, facts } = ruleSet;
      const rules = ruleSet.rules
        .toSorted((one, other) => one.step - other.step)
        .map((rule) => ({ ...rule, sentence: sentence(ruleSet, rule) }));
      return { name, title, version, hash, facts, rules };
    },
  );
}
