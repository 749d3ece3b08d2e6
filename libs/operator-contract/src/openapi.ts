import { z } from 'zod';
import type { OperatorEndpoint } from './endpoint';
import { jsonSchemaOf } from './fields';
import { operatorEndpoints, type OperatedService } from './operator-endpoints';

type Json = Readonly<Record<string, unknown>>;

const json = (schema: Json): Json => ({ 'application/json': { schema } });

/** By status: what `error` and `message` say then. */
const failures = {
  400: 'bad-request: the message names the field at fault',
  401: 'unauthorized: no token, or one that is not good',
  403: 'forbidden: the role is missing that x-role names',
  404: 'not-found',
  409: 'refused; `error` says why',
  503: 'unavailable: try again',
};
const failure = jsonSchemaOf(z.object({ error: z.string(), message: z.string() }));

const mapped = <T>(names: Readonly<Record<string, T>>, of: (value: T, name: string) => Json): Json =>
  Object.fromEntries(Object.entries(names).map(([name, value]) => [name, of(value, name)]));

/** What a service's operator endpoint takes and answers, as an OpenAPI 3.1 document. */
export function openApiOf(service: OperatedService) {
  const paths: Record<string, Record<string, Json>> = {};
  for (const [operationId, endpoint] of Object.entries(operatorEndpoints[service])) {
    const path = endpoint.path.replace(/:(\w+)/g, '{$1}');
    (paths[path] ??= {})[endpoint.method.toLowerCase()] = { operationId, ...operationOf(endpoint) };
  }
  return {
    openapi: '3.1.0',
    info: { title: `Operator endpoints of ${service}`, version: 'v1' },
    security: [{ operator: [] }],
    paths,
    components: {
      securitySchemes: { operator: { type: 'http', scheme: 'bearer' } },
      responses: mapped(failures, (description) => ({ description, content: json(failure) })),
    },
  };
}

function operationOf({ path, role, summary, query, body, answer }: OperatorEndpoint): Json {
  const inPath = [...path.matchAll(/:(\w+)/g)].map(([, name]) => {
    return { name, in: 'path', required: true, schema: { type: 'string' } };
  });
  const inQuery = Object.entries(query?.shape ?? {}).map(([name, field]: [string, z.ZodType]) => {
    return { name, in: 'query', required: !field.safeParse(undefined).success, schema: jsonSchemaOf(field) };
  });
  return {
    summary,
    'x-role': role,
    parameters: [...inPath, ...inQuery],
    ...(body && { requestBody: { required: true, content: json(jsonSchemaOf(body)) } }),
    responses: {
      200: { description: 'done', content: json(jsonSchemaOf(answer)) },
      ...mapped(failures, (_, status) => ({ $ref: `#/components/responses/${status}` })),
    },
  };
}
