// One step back: which version it would bring at a place, and the case that brings it.
import { z } from 'zod';
import { Id } from '../../forms/common.ts';
import { RuleChangeEffective } from '../../forms/rule-change.ts';
import { refusal } from '../refusals.ts';
import { Accepted } from '../requests.ts';
import { route, type ApiRouter } from '../route.ts';
import { fileChange, filedView, stepBackIn, untilJudged } from './change-filing.ts';
import { Reason } from './changes.ts';
import { processOf } from './content.ts';
import { Listed } from './replaced.ts';
import { logRules, mayWorkOnRules } from './rights.ts';
import { RequestView } from '../views.ts';

const ofSet = z.strictObject({ set: Id });
const places = RuleChangeEffective.pick({ countries: true, areas: true });
const StepBack = z
  .object({
    returnsTo: z.object({ version: z.int(), hash: z.string(), title: z.string() }).nullable(),
    inForce: z.int().nullable().meta({ description: 'null: not one version in all these places' }),
  })
  .meta({ id: 'StepBack' });

export function stepBackRoutes(router: ApiRouter): void {
  route(
    router,
    {
      method: 'get',
      path: '/rules/:set/return',
      access: mayWorkOnRules,
      params: ofSet,
      query: z.strictObject({
        countries: Listed.optional().meta({ description: 'Ids with commas between. Default: everywhere' }),
        areas: Listed.optional(),
      }),
      answers: { 200: StepBack },
      example: { params: { set: 'travelClearance' }, query: { countries: 'AB' } },
      summary: 'Which version one step back would bring in these places; null where there is no one such version',
    },
    ({ input, deps }) => stepBackIn(deps, processOf(input.params.set), input.query),
  );

  route(
    router,
    {
      method: 'post',
      path: '/rules/:set/return',
      access: mayWorkOnRules,
      params: ofSet,
      body: places.extend({
        reason: Reason,
        returnsTo: z.int().min(1).max(1_000_000).meta({ description: 'The version the page said comes back' }),
        reexamine: z.boolean().default(true),
      }),
      answers: { 201: RequestView, 202: Accepted },
      example: {
        params: { set: 'travelClearance' },
        body: { reason: 'Stays are refused that should not be', returnsTo: 3, countries: ['AB'] },
      },
      summary: 'Put the version before back in force in the same places; whoever may decide the change does so alone',
    },
    async ({ input, person, req, deps, answer }) => {
      const { reason, reexamine, returnsTo, ...effective } = input.body;
      const set = processOf(input.params.set);
      const name_version = { name: set, version: returnsTo };
      const row = await deps.db.ruleSetVersion.findUnique({ where: { name_version }, select: { hash: true } });
      if (!row) throw refusal('no-version-before', `There is no version ${returnsTo}.`);
      const form = { set, returnsTo, hash: row.hash, reason, effective, reexamine };
      const filed = await fileChange(deps, person, req.get('idempotency-key'), form);
      await logRules(deps, person, 'return-rules', set);
      await untilJudged(deps, filed);
      const [status, body, headers] = await filedView(deps, person, filed);
      return answer(status, body, headers);
    },
  );
}
