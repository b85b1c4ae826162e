// Every field a zod schema knows, as a path: `stops[].area`, `emergency.verbalApproval.by`.
import { z } from 'zod';

export function pathsOf(schema: z.ZodType, at = ''): string[] {
  if (schema instanceof z.ZodOptional) return pathsOf(schema.unwrap() as z.ZodType, at);
  if (schema instanceof z.ZodArray) return pathsOf(schema.element as z.ZodType, `${at}[]`);
  if (schema instanceof z.ZodObject)
    return Object.entries(schema.shape).flatMap(([key, inner]) =>
      pathsOf(inner as z.ZodType, at === '' ? key : `${at}.${key}`),
    );
  return [at];
}
