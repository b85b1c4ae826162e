// Rules as files to keep elsewhere: of a version or a draft, the same bytes for the same text.
import { z } from 'zod';
import { Id } from '../../forms/common.ts';
import { ruleFile } from '../../rules/rule-file.ts';
import { route, type ApiRouter } from '../route.ts';
import { processOf } from './content.ts';
import { resolveRef, type Resolved } from './refs.ts';
import { mayWorkOnRules } from './rights.ts';

const produces = 'application/json';
const answers = { 200: null };

export function ruleFileRoutes(router: ApiRouter): void {
  route(
    router,
    {
      method: 'get',
      path: '/rules/:set/versions/:version/file',
      access: 'signed-in',
      params: z.strictObject({ set: Id, version: z.coerce.number().int().min(1).max(1_000_000) }),
      ...{ answers, produces },
      summary: 'A version as a file',
    },
    async ({ input, person, deps, answer }) => {
      const { set, version } = input.params;
      const { content } = await resolveRef(deps, person, processOf(set), { version });
      return answer(200, ruleFile(content), named(`${set}-${version}`));
    },
  );

  route(
    router,
    {
      method: 'get',
      path: '/rules/:set/drafts/:id/file',
      access: mayWorkOnRules,
      params: z.strictObject({ set: Id, id: z.uuid() }),
      ...{ answers, produces },
      summary: 'A draft as last saved, as a file',
    },
    async ({ input, person, deps, answer }) => {
      const { set, id } = input.params;
      const { content, draft }: Resolved = await resolveRef(deps, person, processOf(set), { draft: id });
      return answer(200, ruleFile(content), named(`${set}-draft-${draft?.revision}`));
    },
  );
}

const named = (name: string) => ({ 'Content-Disposition': `attachment; filename="${name}.json"` });
