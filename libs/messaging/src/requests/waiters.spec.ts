import { unknown } from '@wallet/kernel';
import type { Answer } from '@wallet/contracts';
import { Waiters } from './waiters';

const answer: Answer = { outcome: 'done', result: { kind: 'evaluated', customerId: 'c-1' } };

describe('waiters', () => {
  it('hands an answer to the one who waits for it, and ignores any other', async () => {
    const waiters = new Waiters();
    const waiting = waiters.open('a', new Date(Date.now() + 60_000));
    waiters.settle('b', answer);
    expect(waiters.count).toBe(1);
    waiters.settle('a', answer);
    await expect(waiting).resolves.toBe(answer);
    expect(waiters.count).toBe(0);
  });

  it('says unknown at the deadline and forgets the waiter', async () => {
    const waiters = new Waiters();
    await expect(waiters.open('a', new Date(Date.now() + 5))).resolves.toEqual(unknown('no-answer'));
    expect(waiters.count).toBe(0);
  });

  it('gives up what one of its owners cannot answer any more', async () => {
    const waiters = new Waiters();
    const deadline = new Date(Date.now() + 60_000);
    const given = waiters.open('a', deadline, ['auth', 'payments']);
    const kept = waiters.open('b', deadline, ['auth']);
    waiters.giveUp('payments');
    await expect(given).resolves.toEqual(unknown('no-answer'));
    expect([waiters.has('a'), waiters.has('b')]).toEqual([false, true]);
    waiters.settle('b', answer);
    await expect(kept).resolves.toBe(answer);
  });
});
