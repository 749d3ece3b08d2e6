import { inquirePayment } from '@wallet/contracts';
import { unknown } from '@wallet/kernel';
import type { Reply } from '../dispatch';
import { commandsByCaller } from './own-waiters';

const call = { deadline: new Date(), traceparent: '00-1-1-00' };
const payload = () => ({ paymentRequestId: 'p-1' });
const reply: Reply = { correlationId: 'command-1', answer: unknown('no-answer') };

describe('the waiters of a kind of caller', () => {
  it('are counted by themselves, until their answer is there', async () => {
    const answers: ((reply: Reply) => void)[] = [];
    const commands = commandsByCaller({ ask: () => new Promise((resolve) => answers.push(resolve)) });
    const asked = [1, 2, 3].map(() => commands.browser.ask(inquirePayment, payload, call));
    const other = commands.alipayplus.ask(inquirePayment, payload, call);
    const counts = () => [commands.alipayplus.waiting, commands.browser.waiting, commands['wallet-app'].waiting];
    expect(counts()).toEqual([1, 3, 0]);
    answers.forEach((answer) => answer(reply));
    expect(await Promise.all([...asked, other])).toEqual([reply, reply, reply, reply]);
    expect(counts()).toEqual([0, 0, 0]);
  });

  it('go when a command cannot be made', async () => {
    const { browser } = commandsByCaller({ ask: () => Promise.reject(new Error('bug')) });
    await expect(browser.ask(inquirePayment, payload, call)).rejects.toThrow('bug');
    expect(browser.waiting).toBe(0);
  });
});
