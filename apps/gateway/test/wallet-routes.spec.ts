import { z } from 'zod';
import { walletOpenApi } from '../src/adapters/http-in/wallet-api/open-api';
import { readInput } from '../src/application/wallet-api/read-input';
import { walletRefusals } from '../src/application/wallet-api/wallet-refusals';
import { route } from '../src/application/wallet-api/wallet-route';
import { walletRoutes } from '../src/application/wallet-api/wallet-routes';

const id = '0b0f1a52-3f0e-4c43-9a54-3f3a2f1f8f11';
const thing = {
  summary: 'A thing.',
  answer: z.strictObject({ thing: z.string() }),
  answered: 'It.',
  refusals: ['not-found'],
  useCase: () => ({ execute: () => Promise.resolve({ thing: 'this' }) }),
} as const;
const read = route({
  ...thing,
  method: 'GET',
  path: '/wallet/v1/things/:thingId',
  input: z.object({
    thingId: z.uuid(),
    limit: z.coerce.number().int().max(9).default(3),
    after: z.string().optional(),
  }),
});
const change = route({
  ...thing,
  method: 'POST',
  path: '/wallet/v1/things/:thingId/change',
  input: z.object({ thingId: z.uuid(), word: z.string().max(4) }),
});

describe('what a route takes of a call', () => {
  const params = { thingId: id };

  it('is in the path and the query of a GET', () => {
    const [query, body] = [
      { limit: '7', other: 'x' },
      { limit: 1, after: 'b' },
    ];
    expect(readInput(read, { params, query, body })).toEqual({
      ok: true,
      input: { thingId: id, limit: 7 },
      subject: { thingId: id },
    });
  });

  it('is in the path and the JSON body of a POST, and the path is not overruled', () => {
    const body = { word: 'abcd', thingId: 'another' };
    expect(readInput(change, { params, query: { word: 'q' }, body })).toEqual({
      ok: true,
      input: { thingId: id, word: 'abcd' },
      subject: { thingId: id },
    });
  });

  it.each([undefined, null, 'text', 7, [id], { word: 'abcde' }, { word: 7 }])(
    'is missing or wrong in the body %j, and the field is named',
    (body) => {
      const refused = readInput(change, { params, query: {}, body });
      expect(refused).toMatchObject({ ok: false, refusal: 'bad-request', message: /^word: ./ });
      expect(JSON.stringify(refused)).not.toContain('abcde');
    },
  );

  it('names nothing where the path has no id', () => {
    expect(readInput(change, { params: { thingId: '1' }, query: {}, body: { word: 'a' } })).toEqual({
      ok: false,
      refusal: 'not-found',
    });
  });
});

describe('the document', () => {
  const paths = walletOpenApi({ read, change })['paths'] as Record<string, Record<string, Record<string, unknown>>>;

  it('says where the input of a route is, and that it can be wrong', () => {
    const reading = paths['/wallet/v1/things/{thingId}']?.['get'];
    expect(reading).toMatchObject({
      operationId: 'read',
      parameters: [
        { name: 'thingId', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } },
        { name: 'limit', in: 'query', required: false, schema: { maximum: 9, default: 3 } },
        { name: 'after', in: 'query', required: false, schema: { type: 'string' } },
      ],
    });
    expect(Object.keys(reading?.['responses'] as object)).toEqual(['200', '400', '401', '404', '429', '503']);
    expect(reading).not.toHaveProperty('requestBody');
    const body = { type: 'object', properties: { word: { type: 'string', maxLength: 4 } }, required: ['word'] };
    expect(paths['/wallet/v1/things/{thingId}/change']?.['post']).toMatchObject({
      operationId: 'change',
      parameters: [{ name: 'thingId', in: 'path' }],
      requestBody: { required: true, content: { 'application/json': { schema: body } } },
    });
  });

  it.each(Object.entries(walletRoutes))('has no two refusals of %s by one status', (_, { refusals }) => {
    const statuses = refusals.map((refusal) => walletRefusals[refusal].status);
    expect(new Set(statuses).size).toBe(statuses.length);
  });
});
