import { z } from 'zod';

type JsonSchema = z.core.JSONSchema.BaseSchema;
type Definitions = Readonly<Record<string, JsonSchema>>;

const texts = {
  pattern: [
    ['^[0-9a-f]{64}$', 'a'.repeat(64)],
    ['^\\d+(\\.[\\w-]+){3}$', '1.aXY.dGFn.Y2lwaGVy'],
    ['^(?:0|[1-9]\\d{0,8})(\\.[\\w-]+){3}$', '1.aXY.dGFn.Y2lwaGVy'],
  ],
  format: [
    ['date-time', '2026-11-01T08:00:00.000Z'],
    ['uuid', '5f0c9a44-8a07-4c0e-9d3c-1f6e6a0b7c11'],
  ],
  name: [
    ['currency', 'HKD'],
    ['value', '12050'],
  ],
} as const;

/** What can be said in `schema` on the wire. */
export const jsonSchemaOf = (schema: z.ZodType): JsonSchema => z.toJSONSchema(schema, { io: 'input', reused: 'ref' });

/**
 * Values of a schema that show all it can say: each member of each enumeration and union at least once, what is optional
 * all there and all missing.
 */
export function samplesOf(schema: JsonSchema, definitions: Definitions = schema.$defs ?? {}, name = ''): unknown[] {
  const within: Within = (inner, of = name) => samplesOf(inner as JsonSchema, definitions, of);
  const members = schema.$ref ? [definitions[schema.$ref.slice('#/$defs/'.length)]] : (schema.oneOf ?? schema.anyOf);
  if (members) return members.flatMap((member) => within(member));
  const words = schema.const === undefined ? schema.enum : [schema.const];
  return words ?? sampleOf(schema)(schema, within, name);
}

const sampleOf = ({ type }: JsonSchema): Sample => byType.get(String(type)) ?? textsOf;

type Within = (inner: unknown, name?: string) => unknown[];
type Sample = (schema: JsonSchema, within: Within, name: string) => unknown[];

const byType = new Map<string, Sample>([
  ['object', objectsOf],
  ['array', ({ items }, within) => [within(items)]],
  ['boolean', () => [true, false]],
  ['integer', ({ minimum = 1 }) => [Math.max(minimum, 1)]],
  ['null', () => [null]],
]);

function objectsOf({ properties, required = [] }: JsonSchema, within: Within): Record<string, unknown>[] {
  if (!properties) return [{ any: 'text' }];
  const fields = Object.entries(properties).map(([name, inner]) => [name, within(inner, name)] as [string, unknown[]]);
  const object = (index: number, of = fields) =>
    Object.fromEntries(of.map(([name, values]) => [name, values[index % values.length]]));
  const variants = Math.max(1, ...fields.map(([, values]) => values.length));
  const smallest = fields.filter(([name]) => required.includes(name));
  return [object(0, smallest), ...Array.from({ length: variants }, (_, index) => object(index))];
}

function textsOf({ pattern, format }: JsonSchema, _within: Within, name: string): string[] {
  const found = [
    ...texts.pattern.filter(([text]) => text === pattern),
    ...texts.format.filter(([text]) => text === format),
    ...texts.name.filter(([text]) => text === name),
  ];
  return [found[0]?.[1] ?? 'text'];
}
