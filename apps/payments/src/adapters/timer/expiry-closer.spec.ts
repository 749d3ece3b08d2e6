import { createLogger, DependencyFault } from '@wallet/service';
import { eventually } from '@wallet/testkit';
import { ExpiryCloser } from './expiry-closer';

describe('the expiry closer', () => {
  it('goes on at once while there is more, survives a fault, and stops', async () => {
    const outcomes = [
      () => true,
      () => true,
      (): boolean => {
        throw new DependencyFault('postgres', 'gone');
      },
    ];
    let calls = 0;
    const execute = () => Promise.resolve().then(() => (outcomes[calls++] ?? (() => false))());
    const closer = new ExpiryCloser({ execute }, createLogger('payments', 'silent'));
    await closer.start();
    await eventually(() => expect(calls).toBe(3), { timeoutMs: 500 });
    await eventually(() => expect(calls).toBe(4), { timeoutMs: 3_000 });
    await closer.stop();
  });
});
