import type { ExecutionContext, HttpException } from '@nestjs/common';
import { OperatorTokenGuard } from './operator-token.guard';

const token = 'a-token-for-operators';
const guard = new OperatorTokenGuard(token);
const contextOf = (headers: { authorization?: string }) =>
  ({ switchToHttp: () => ({ getRequest: () => ({ headers }) }) }) as unknown as ExecutionContext;

it.each([`Bearer ${token}`, `bearer  ${token}`])('lets %p in', (authorization) => {
  expect(guard.canActivate(contextOf({ authorization }))).toBe(true);
});

it.each([undefined, '', 'Bearer', 'Bearer ', 'Bearer wrong', token, `Basic ${token}`, `Bearer ${token}x`])(
  'turns %p away',
  (authorization) => {
    const refused = (): HttpException => {
      try {
        guard.canActivate(contextOf(authorization === undefined ? {} : { authorization }));
      } catch (error) {
        return error as HttpException;
      }
      throw new Error('it was let in');
    };
    expect(refused().getStatus()).toBe(401);
    expect(refused().getResponse()).toMatchObject({ error: 'unauthorized' });
  },
);
