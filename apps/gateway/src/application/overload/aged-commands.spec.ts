import { inquirePayment } from '@wallet/contracts';
import { refused, unknown } from '@wallet/kernel';
import { AgedCommands } from './aged-commands';
import type { Call, Reply } from '../dispatch';

const call: Call = { deadline: new Date(), traceparent: 'none' };
const payload = () => ({ paymentRequestId: 'p-1' });
const replyOf = (answer: Reply['answer']): Reply => ({ correlationId: 'c', answer });
const answered = replyOf(refused('OrderNotFound'));
const notAnswered = replyOf(unknown('no-answer'));

describe('the age of the oldest waiting call', () => {
  let now = 0;
  const replies: ((reply: Reply | Promise<never>) => void)[] = [];
  const inner = { waiting: 3, ask: () => new Promise<Reply>((resolve) => replies.push(resolve)) };
  const open = () => {
    now = 0;
    replies.length = 0;
    return new AgedCommands(inner, () => now);
  };
  const askAt = (commands: AgedCommands, ms: number) => {
    now = ms;
    return commands.ask(inquirePayment, payload, call);
  };

  it('is that of the first in the queue, and 0 of an empty one', async () => {
    const commands = open();
    expect(commands.oldestMs).toBe(0);
    const asked = [askAt(commands, 100), askAt(commands, 300)];
    now = 1_000;
    expect(commands.oldestMs).toBe(900);
    replies[0]!(answered);
    expect(await asked[0]).toBe(answered);
    expect(commands.oldestMs).toBe(700);
    replies[1]!(answered);
    await asked[1];
    expect(commands.oldestMs).toBe(0);
    expect(commands.waiting).toBe(3);
  });

  it('is not that of one that a later one has overtaken', async () => {
    const commands = open();
    const locked = askAt(commands, 0);
    const [second, third] = [askAt(commands, 10), askAt(commands, 20)];
    replies[1]!(answered);
    await second;
    now = 520;
    expect(commands.oldestMs).toBe(500);
    replies[2]!(answered);
    await third;
    expect(commands.oldestMs).toBe(0);
    replies[0]!(answered);
    expect(await locked).toBe(answered);
  });

  it.each([
    ['that nobody answered', notAnswered],
    ['that could not be sent', replyOf(unknown('fault'))],
    ['that could not be made', Promise.reject(new Error('bug'))],
  ])('stays when a later one ends %s', async (_, reply) => {
    const commands = open();
    void askAt(commands, 0);
    const later = askAt(commands, 10);
    replies[1]!(reply);
    await later.catch(() => undefined);
    now = 500;
    expect(commands.oldestMs).toBe(500);
  });
});
