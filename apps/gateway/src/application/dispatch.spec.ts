import { inquirePayment, type Answer } from '@wallet/contracts';
import { refused, unknown } from '@wallet/kernel';
import { Dispatch, type Commands, type Priority } from './dispatch';

const answer: Answer = refused('OrderNotFound');

class MemoryCommands implements Commands {
  asked = 0;
  constructor(readonly waiting: number) {}

  ask(): Promise<Answer> {
    this.asked++;
    return Promise.resolve(answer);
  }
}

describe('the bound of waiting calls', () => {
  const ask = async (waiting: number, priority: Priority) => {
    const commands = new MemoryCommands(waiting);
    const payload = () => ({ paymentRequestId: 'p-1' });
    const call = { deadline: new Date(), traceparent: 'none' };
    const answered = await new Dispatch(commands, 200).ask({ topic: inquirePayment, priority, payload }, call);
    return { answered, asked: commands.asked };
  };

  it.each([
    ['evaluation', 119],
    ['order', 159],
    ['essential', 199],
  ] as const)('%s is taken while at most %p wait', async (priority, waiting) => {
    expect(await ask(waiting, priority)).toEqual({ answered: answer, asked: 1 });
    expect(await ask(waiting + 1, priority)).toEqual({ answered: unknown('overload'), asked: 0 });
  });
});
