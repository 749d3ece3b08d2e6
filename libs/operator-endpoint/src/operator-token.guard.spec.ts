import type { ExecutionContext, HttpException } from '@nestjs/common';
import { SharedToken, type OperatorAuth } from './operator-auth';
import { OperatorTokenGuard } from './operator-token.guard';

const token = 'a-token-for-operators';
const guard = new OperatorTokenGuard(new SharedToken(token));

interface Asked {
  readonly authorization?: string;
  readonly method?: string;
  readonly route?: string;
  readonly change?: string;
  readonly body?: unknown;
}

const contextOf = ({ authorization, method = 'GET', route = 'books', change, body }: Asked) => {
  const routeOptions = { url: `/operator/v1/${route}` };
  const request = { headers: { authorization }, method, routeOptions, params: { change }, body };
  return { switchToHttp: () => ({ getRequest: () => request }) } as unknown as ExecutionContext;
};

const refusalOf = async (call: Promise<unknown>): Promise<unknown> => {
  const error = (await call.catch((thrown: unknown) => thrown)) as HttpException;
  return [error.getStatus(), (error.getResponse() as { error: string }).error];
};

it.each([`Bearer ${token}`, `bearer  ${token}`])('lets %p in', async (authorization) => {
  expect(await guard.canActivate(contextOf({ authorization }))).toBe(true);
});

it.each([undefined, '', 'Bearer', 'Bearer ', 'Bearer wrong', token, `Basic ${token}`, `Bearer ${token}x`])(
  'turns %p away',
  async (authorization) => {
    const context = contextOf(authorization === undefined ? {} : { authorization });
    expect(await refusalOf(guard.canActivate(context))).toEqual([401, 'unauthorized']);
  },
);

it.each([
  ['GET', 'elsewhere'],
  ['DELETE', 'books'],
  ['GET', 'toString'],
])('refuses a handler that has no row in the table of roles: %s %s', async (method, route) => {
  const asked = contextOf({ authorization: `Bearer ${token}`, method, route });
  expect(await refusalOf(guard.canActivate(asked))).toEqual([403, 'forbidden']);
});

it.each(['thaw', 'toString', undefined])('does not know a change that has no row: %s', async (change) => {
  const route = 'customers/:reference/:change';
  const asked = contextOf({ authorization: `Bearer ${token}`, method: 'POST', route, ...(change && { change }) });
  expect(await refusalOf(guard.canActivate(asked))).toEqual([404, 'not-found']);
});

describe('the name in a note', () => {
  const jwt: OperatorAuth = { authenticate: () => Promise.resolve({ subject: 'sub-1', roles: ['support'] }) };
  const after = async (auth: OperatorAuth, body: unknown) => {
    const asked = { authorization: `Bearer ${token}`, method: 'POST', route: 'deliveries/replay', body };
    await new OperatorTokenGuard(auth).canActivate(contextOf(asked));
    return body;
  };

  it.each([{ operator: 'bob', reason: 'r' }, { reason: 'r' }])(
    'is who the token says, whatever the body does: %j',
    async (body) => {
      expect(await after(jwt, body)).toEqual({ operator: 'sub-1', reason: 'r' });
    },
  );

  it.each([{ dryRun: true }, [{ operator: 'bob' }], 'operator', null, undefined])(
    'is not put into what is no note: %j',
    async (body) => {
      expect(await after(jwt, structuredClone(body))).toEqual(body);
    },
  );

  it('stays as given where the token names nobody', async () => {
    const note = { operator: 'bob', reason: 'r' };
    expect(await after(new SharedToken(token), note)).toEqual({ operator: 'bob', reason: 'r' });
  });
});
