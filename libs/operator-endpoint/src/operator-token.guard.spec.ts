import 'reflect-metadata';
import type { ExecutionContext, HttpException } from '@nestjs/common';
import { commonEndpoints, type OperatorEndpoint } from '@wallet/operator-contract';
import type { OperatorAuth } from './operator-auth';
import { endpointKey, OperatorTokenGuard } from './operator-token.guard';
import { SharedToken } from './shared-token';

const token = 'a-token-for-operators';
const guard = new OperatorTokenGuard(new SharedToken({ read: () => token }));

interface Asked {
  readonly authorization?: string;
  /** Null: the handler has none. */
  readonly endpoint?: OperatorEndpoint | null;
  readonly body?: unknown;
}

const contextOf = ({ authorization, endpoint = commonEndpoints.listDeadLetters, body }: Asked) => {
  const handler = () => undefined;
  if (endpoint) Reflect.defineMetadata(endpointKey, endpoint, handler);
  const request = { headers: { authorization }, body };
  const context = { switchToHttp: () => ({ getRequest: () => request }), getHandler: () => handler };
  return context as unknown as ExecutionContext;
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

it('refuses a handler that is no call of the contract', async () => {
  const asked = contextOf({ authorization: `Bearer ${token}`, endpoint: null });
  expect(await refusalOf(guard.canActivate(asked))).toEqual([403, 'forbidden']);
});

describe('the name in a note', () => {
  const jwt: OperatorAuth = { authenticate: () => Promise.resolve({ subject: 'sub-1', roles: ['support'] }) };
  const after = async (auth: OperatorAuth, body: unknown) => {
    const asked = { authorization: `Bearer ${token}`, endpoint: commonEndpoints.replayDeadLetter, body };
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
    expect(await after(new SharedToken({ read: () => token }), note)).toEqual({ operator: 'bob', reason: 'r' });
  });
});
