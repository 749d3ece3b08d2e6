import { z } from 'zod';
import {
  walletRefusalNames,
  walletRefusals,
  type WalletRefusal,
} from '../../../application/wallet-api/wallet-refusals';
import { named, pathNames, type WalletRoute } from '../../../application/wallet-api/wallet-route';
import { formOf, namedJsonForms } from './json-forms';

type Json = Readonly<Record<string, unknown>>;

const inJson = (schema: Json): Json => ({ 'application/json': { schema } });
const mapped = <T>(list: readonly T[], of: (item: T) => readonly [string | number, Json]): Json =>
  Object.fromEntries(list.map(of));

const title = {
  title: 'Wallet API',
  version: '1',
  summary: "What a wallet's own app asks of this backend.",
  description:
    "Served on WALLET_PORT. Every call but this document carries a token that the wallet's app, or its backend, has signed for one customer: a JWT (RFC 7519), EdDSA (Ed25519) or RS256, with `aud` `wallet-api`, `sub` the customer id and `exp` at most one hour ahead. `kid` is the version of the key, `n` of `wallet-app-public.n.pem`; without it the newest is meant.",
};
const itself = {
  operationId: 'readOpenApi',
  summary: 'This document.',
  security: [],
  responses: { 200: { description: 'OpenAPI 3.1.', content: inJson({ type: 'object' }) } },
};
const retryAfter = { description: 'Seconds to wait.', required: true, schema: { type: 'integer', minimum: 1 } };

const error = named(
  'Error',
  z.strictObject({
    error: z.enum(walletRefusalNames).describe('For programs.'),
    message: z.string().describe('For people.'),
  }),
);

/** The calls of the wallet's app, as an OpenAPI 3.1 document. */
export function walletOpenApi(routes: Readonly<Record<string, WalletRoute>>): Json {
  const paths: Record<string, Record<string, Json>> = {};
  for (const [operationId, route] of Object.entries(routes)) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    (paths[path] ??= {})[route.method.toLowerCase()] = { operationId, ...operationOf(route) };
  }
  const refusals = [...new Set(Object.values(routes).flatMap(refusalsOf))];
  return {
    openapi: '3.1.0',
    info: title,
    security: [{ walletAppToken: [] }],
    paths: { ...paths, '/openapi.json': { get: itself } },
    components: {
      securitySchemes: { walletAppToken: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      responses: mapped(refusals, (refusal) => [componentOf(refusal), refusedOf(refusal)]),
      headers: { RetryAfter: retryAfter },
      schemas: namedJsonForms(),
    },
  };
}

const componentOf = (refusal: WalletRefusal): string =>
  refusal.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());

function refusedOf(refusal: WalletRefusal): Json {
  const { meaning, retryAfterSeconds } = walletRefusals[refusal];
  return {
    description: `\`${refusal}\`: ${meaning}`,
    ...(retryAfterSeconds !== undefined && { headers: { 'retry-after': { $ref: '#/components/headers/RetryAfter' } } }),
    content: inJson(formOf(error, 'output')),
  };
}

/** More than the path says is read, and so may be wrong. */
const isRead = ({ input, ...route }: WalletRoute): boolean => Object.keys(input.shape).length > pathNames(route).length;

const refusalsOf = (route: WalletRoute): WalletRefusal[] => [
  'unauthorized',
  ...(isRead(route) ? (['bad-request'] as const) : []),
  ...route.refusals,
  'overload',
  'unavailable',
];

const notModified = { description: 'It is still the answer whose `etag` the header `if-none-match` named.' };

const answeredText = ({ answered, cacheSeconds }: WalletRoute): string =>
  cacheSeconds === undefined ? answered : `${answered} With an \`etag\`; it may be kept for ${cacheSeconds} s.`;

function operationOf(route: WalletRoute): Json {
  const parameters = parametersOf(route);
  return {
    summary: route.summary,
    ...(parameters.length > 0 && { parameters }),
    ...(route.method === 'POST' && isRead(route) && { requestBody: bodyOf(route) }),
    responses: {
      200: { description: answeredText(route), content: inJson(formOf(route.answer, 'output')) },
      ...(route.cacheSeconds !== undefined && { 304: notModified }),
      ...mapped(refusalsOf(route), (refusal) => [
        walletRefusals[refusal].status,
        { $ref: `#/components/responses/${componentOf(refusal)}` },
      ]),
    },
  };
}

function parametersOf(route: WalletRoute): Json[] {
  const inPath = pathNames(route);
  const names = route.method === 'POST' ? inPath : Object.keys(route.input.shape);
  return names.map((name) => {
    const field = route.input.shape[name] as z.ZodType;
    const place = inPath.includes(name) ? 'path' : 'query';
    return { name, in: place, required: !field.safeParse(undefined).success, schema: formOf(field, 'input') };
  });
}

function bodyOf(route: WalletRoute): Json {
  const inPath = pathNames(route);
  const fields = Object.entries<z.ZodType>(route.input.shape).filter(([name]) => !inPath.includes(name));
  return { required: true, content: inJson(formOf(z.object(Object.fromEntries(fields)), 'input')) };
}
