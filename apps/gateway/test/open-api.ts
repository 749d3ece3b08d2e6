import { z } from 'zod';
import { walletOpenApi } from '../src/adapters/http-in/wallet-api/open-api';
import { walletRoutes } from '../src/application/wallet-api/wallet-routes';

const openApi = walletOpenApi(walletRoutes);

type Json = { readonly [key: string]: unknown };

/** The document without `$ref`. */
function resolved(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(resolved);
  if (typeof node !== 'object' || node === null) return node;
  if ('$ref' in node) return resolved(at(openApi, ...String(node.$ref).slice(2).split('/')));
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, resolved(value)]));
}

function at(node: unknown, ...path: readonly string[]): unknown {
  return path.reduce((found, key) => {
    if (typeof found === 'object' && found !== null && key in found) return (found as Json)[key];
    throw new Error(`the document has no ${path.join(' > ')}`);
  }, node);
}

export interface DescribedAnswer {
  readonly status: number;
  readonly headers: Json;
  readonly body: unknown;
}

/** Fails unless the document has this answer of this call in just this shape, with its headers. */
export function expectDescribed(
  [method, path]: readonly ['get' | 'post' | 'delete', string],
  answer: DescribedAnswer,
): void {
  const response = at(resolved(openApi), 'paths', path, method, 'responses', String(answer.status)) as Json;
  const schema = at(response, 'content', 'application/json', 'schema') as Parameters<typeof z.fromJSONSchema>[0];
  expect(z.fromJSONSchema(schema).safeParse(answer.body).error).toBeUndefined();
  expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
  for (const header of Object.keys(response.headers ?? {})) expect(answer.headers[header]).toMatch(/^[1-9]\d*$/);
}
