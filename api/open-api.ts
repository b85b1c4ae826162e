// OpenAPI 3.1 from the route table: the one description of the API.
import { z } from 'zod';
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi';
import type { RouteEntry } from './route.ts';
import { ProblemView } from './views.ts';

export function openApiDocument(entries: readonly RouteEntry[]) {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  for (const entry of entries) (paths[pathOf(entry)] ??= {})[entry.method] = operationOf(entry);
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Safeconduct',
      version: '1',
      description: 'Security approvals: requests, decisions, rules and reference data.',
    },
    paths: paths as ZodOpenApiPathsObject,
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'safeconduct', description: 'With https: __Host-safeconduct' },
        bearer: { type: 'http', scheme: 'bearer' },
      },
    },
  });
}

/** `/requests/:id` as OpenAPI writes it. */
export function pathOf(entry: RouteEntry): string {
  return entry.fullPath.replaceAll(/:(\w+)/g, '{$1}');
}

function operationOf(entry: RouteEntry): ZodOpenApiOperationObject {
  const { example } = entry;
  const params = Object.entries({ path: entry.params, query: entry.query }).filter(
    ([, schema]) => schema instanceof z.ZodObject,
  );
  const media = (schema: z.ZodType, shown: unknown) => ({
    schema,
    ...(shown === undefined ? {} : { example: shown as never }),
  });
  return {
    summary: entry.summary,
    operationId: `${entry.method} ${pathOf(entry)}`.replaceAll(/[^A-Za-z]+(.)?/g, (_, next: string = '') =>
      next.toUpperCase(),
    ),
    security: entry.access === 'public' ? [] : [{ session: [] }, { bearer: [] }],
    ...(params.length > 0 ? { requestParams: Object.fromEntries(params) } : {}),
    ...(entry.body
      ? {
          requestBody: {
            required: true,
            content: { [entry.consumes ?? 'application/json']: media(entry.body, example?.body) },
          },
        }
      : {}),
    responses: {
      ...Object.fromEntries(
        Object.entries(entry.answers).map(([status, schema]) => [
          status,
          {
            description: wordOf(Number(status)),
            ...(schema
              ? { content: { 'application/json': media(schema, example?.answer) } }
              : entry.produces
                ? { content: { [entry.produces]: {} } }
                : {}),
          },
        ]),
      ),
      default: { description: 'Refused', content: { 'application/problem+json': { schema: ProblemView } } },
    },
  };
}

function wordOf(status: number): string {
  const words: Record<number, string> = {
    200: 'Done',
    201: 'Created',
    202: 'Accepted, not done yet',
    204: 'Done, nothing to say',
    302: 'Elsewhere',
    503: 'Not now',
  };
  return words[status] ?? String(status);
}
