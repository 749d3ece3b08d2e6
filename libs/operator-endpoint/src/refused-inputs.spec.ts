import { operatedServices, operatorEndpoints, type OperatorEndpoint } from '@wallet/operator-contract';
import { z } from 'zod';
import { readInput } from './operator-call';

interface Form {
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly required?: readonly string[];
  readonly anyOf?: readonly Form[];
  readonly oneOf?: readonly Form[];
}

/** All that one of its forms takes, and what even the shortest must say. */
function fieldsOf(schema: z.ZodType): { all: string[]; required: string[] } {
  const form = z.toJSONSchema(schema, { io: 'input' }) as Form;
  const forms = form.anyOf ?? form.oneOf ?? [form];
  const all = [...new Set(forms.flatMap(({ properties = {} }) => Object.keys(properties)))];
  return { all, required: all.filter((name) => forms.every(({ required = [] }) => required.includes(name))) };
}

function messageOf(schema: z.ZodType, input: unknown): string {
  try {
    readInput(schema, input);
  } catch (error) {
    return (error as { getResponse(): { message: string } }).getResponse().message;
  }
  return 'it was taken';
}

const rows = operatedServices.flatMap((service) =>
  Object.entries<OperatorEndpoint>(operatorEndpoints[service]).map(
    ([name, endpoint]) => [`${service}: ${name}`, endpoint] as const,
  ),
);
const withBody = rows.flatMap(([name, { body }]) => (body ? [[name, body] as const] : []));
const withQuery = rows.flatMap(([name, { query }]) => (query ? [[name, query] as const] : []));
/** No field of any call takes it. */
const wrong = { none: 'of them' };

describe.each(withBody)('a refused body of %s', (_, body) => {
  const { all, required } = fieldsOf(body);

  it('names each field that is missing', () => {
    expect(required).not.toEqual([]);
    for (const field of required) expect(messageOf(body, {})).toContain(`${field}: `);
  });

  it('names each field that is wrong', () => {
    for (const field of all) expect(messageOf(body, { [field]: wrong })).toMatch(new RegExp(`(^|; )${field}[.:]`));
  });

  it('names a field that nobody knows', () => {
    expect(messageOf(body, { surplus: 1 })).toContain('"surplus"');
  });

  it.each([null, 'text', 7, []])('says so where it is no object: %j', (input) => {
    expect(messageOf(body, input)).toContain('body: ');
  });
});

describe.each(withQuery)('a refused query of %s', (_, query) => {
  it('names each parameter that is missing or wrong', () => {
    const { all, required } = fieldsOf(query);
    for (const field of required) expect(messageOf(query, {})).toContain(`${field}: `);
    for (const field of all) expect(messageOf(query, { [field]: ['x', 'x'] })).toMatch(new RegExp(`(^|; )${field}: `));
  });
});
