import { evaluateCustomer, inquirePayment } from '@wallet/contracts';
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
    const asked = [askAt(commands, 100), askAt(commands, 300), askAt(commands, 400)];
    now = 1_000;
    replies[0]!(answered);
    expect(await asked[0]).toBe(answered);
    expect(commands.oldestMs).toBe(700);
    replies[1]!(answered);
    await asked[1];
    expect(commands.oldestMs).toBe(600);
    replies[2]!(answered);
    await asked[2];
    expect(commands.oldestMs).toBe(0);
    expect(commands.waiting).toBe(3);
  });

  it('is 0 where nothing has been answered for a second: that is no queue but an outage', async () => {
    const commands = open();
    const asked = [0, 10, 20].map((ms) => askAt(commands, ms));
    now = 5_000;
    expect(commands.oldestMs).toBe(0);
    replies[0]!(answered);
    await asked[0];
    expect(commands.oldestMs).toBe(4_990);
    now = 6_000;
    expect(commands.oldestMs).toBe(5_990);
    now = 6_001;
    expect(commands.oldestMs).toBe(0);
  });

  it('is that of the oldest of all topics: the answers of one say nothing of another', async () => {
    const commands = open();
    const first = askAt(commands, 0);
    void askAt(commands, 10);
    now = 400;
    replies[0]!(answered);
    await first;
    const evaluated = commands.ask(evaluateCustomer, payload as never, call);
    replies[2]!(answered);
    await evaluated;
    expect(commands.oldestMs).toBe(390);
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
    const before = askAt(commands, 0);
    replies[0]!(answered);
    await before;
    void askAt(commands, 5);
    const later = askAt(commands, 10);
    replies[2]!(reply);
    await later.catch(() => undefined);
    now = 500;
    expect(commands.oldestMs).toBe(495);
  });
});
