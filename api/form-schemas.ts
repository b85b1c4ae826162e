// Forms as JSON Schema: for whoever draws them, and in the description of the API beside the name that says which one it is.
import { z } from 'zod';

/** The form itself at the top, not a reference to it. */
export function schemaOf(form: z.ZodType) {
  const { $ref, $schema: _, ...schema } = z.toJSONSchema(form, { io: 'input', unrepresentable: 'any' });
  const { $defs, ...whole } = { ...schema, ...schema.$defs?.[$ref?.split('/').at(-1) ?? ''] };
  return whole;
}

/**
 * The same body, described as one kind for each name. Which form was meant is known only after the body is read, so that
 * what is read stays loose.
 * @param named key of the body that holds the name
 */
export function describedBy<Body extends z.ZodObject>(
  body: Body,
  named: string,
  forms: Readonly<Record<string, z.ZodType>>,
): Body {
  const { properties, ...rest } = schemaOf(body);
  const oneOf = Object.entries(forms).map(([name, form]) => ({
    ...rest,
    properties: { ...properties, [named]: { const: name }, form: schemaOf(form) },
  }));
  return body.meta({ override: { oneOf } as never });
}
