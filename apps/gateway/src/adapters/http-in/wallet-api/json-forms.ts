import { z } from 'zod';
import { namedForms } from '../../../application/wallet-api/wallet-route';

type Json = Readonly<Record<string, unknown>>;

const placeOf = (id: string): string => `#/components/schemas/${id}`;

/** A format says what its pattern says, and listed words are text. */
function plainly({ jsonSchema }: { jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  if (jsonSchema.format !== undefined) delete jsonSchema.pattern;
  if (jsonSchema.enum !== undefined || jsonSchema.const !== undefined) delete jsonSchema.type;
}

const without = (json: Json, ...names: readonly string[]): Json =>
  Object.fromEntries(Object.entries(json).filter(([name]) => !names.includes(name)));

/** Of what is sent to us as `input`, of what we send as `output`. A named form is a reference to its component. */
export function formOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const json = JSON.stringify(z.toJSONSchema(schema, { io, metadata: namedForms, override: plainly }));
  return without(JSON.parse(json.replaceAll('"#/$defs/', `"${placeOf('')}`)) as Json, '$schema', '$defs');
}

/** The components. */
export function namedJsonForms(): Json {
  const { schemas } = z.toJSONSchema(namedForms, { uri: placeOf, override: plainly });
  return Object.fromEntries(Object.entries(schemas).map(([id, form]) => [id, without(form, '$schema', '$id')]));
}
