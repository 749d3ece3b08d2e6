import { answerPlace, inquirePayment, seal, type Answer, type Result } from '@wallet/contracts';
import { done, refused, unknown } from '@wallet/kernel';
import { Dispatch, type Call, type Commands, type Reply } from './dispatch';
import type { Priority } from './priority';
import { Secrets } from './secrets';

const answer: Answer = refused('OrderNotFound');

class MemoryCommands implements Commands {
  asked = 0;
  constructor(
    readonly waiting: number,
    private readonly answer: Answer,
  ) {}

  ask(): Promise<Reply> {
    this.asked++;
    return Promise.resolve({ correlationId: 'command-1', answer: this.answer });
  }
}

const key = Buffer.alloc(32, 1);
const sealKeys = { current: '1', key: (version: string) => (version === '1' ? key : undefined) };
const secrets = new Secrets(key, sealKeys);
const call: Call = { deadline: new Date(Date.now() + 60_000), traceparent: 'none' };
const payload = () => ({ paymentRequestId: 'p-1' });

describe('the bound of waiting calls', () => {
  const ask = async (waiting: number, priority: Priority) => {
    const commands = new MemoryCommands(waiting, answer);
    const answered = await new Dispatch(commands, secrets, 200).ask({ topic: inquirePayment, priority, payload }, call);
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

describe('a call that nobody waits for', () => {
  it.each<[string, Call]>([
    ['its deadline has passed', { ...call, deadline: new Date(Date.now() - 1) }],
    ['its caller has hung up', { ...call, hasHungUp: () => true }],
  ])('is not published: %s', async (_, left) => {
    const commands = new MemoryCommands(0, answer);
    const command = { topic: inquirePayment, priority: 'essential', payload } as const;
    expect(await new Dispatch(commands, secrets, 200).ask(command, left)).toEqual(unknown('overload'));
    expect(commands.asked).toBe(0);
    expect(await new Dispatch(commands, secrets, 200).ask(command, { ...call, hasHungUp: () => false })).toBe(answer);
  });
});

describe('what comes back sealed', () => {
  const opened = (answer: Answer) => {
    const dispatch = new Dispatch(new MemoryCommands(0, answer), secrets, 200);
    return dispatch.ask({ topic: inquirePayment, priority: 'essential', payload }, call);
  };
  const sealed = (plain: string, correlationId = 'command-1') => seal(plain, answerPlace(correlationId), sealKeys);
  const page: Extract<Result, { kind: 'consent-page' }> = {
    kind: 'consent-page',
    status: 'given',
    authClientName: 'Shop',
    scopes: ['AGREEMENT_PAY'],
    authRedirectUrl: 'https://shop.example/',
    authState: 's',
  };

  it('is opened for its own answer', async () => {
    expect(await opened(done({ ...page, sealedAuthCode: sealed('the code') }))).toEqual(
      done({ ...page, authCode: 'the code' }),
    );
    expect(
      await opened(done({ kind: 'unbinding', authClientId: 'c', sealedAccessToken: sealed('the token') })),
    ).toEqual(done({ kind: 'unbinding', authClientId: 'c', accessToken: 'the token' }));
  });

  it('may be absent', async () => {
    expect(await opened(done(page))).toEqual(done(page));
    const unbinding = done({ kind: 'unbinding' as const, authClientId: 'c' });
    expect(await opened(unbinding)).toEqual(unbinding);
  });

  it('is opened for no other answer', async () => {
    const foreign = done({ ...page, sealedAuthCode: sealed('the code', 'command-2') });
    await expect(opened(foreign)).rejects.toThrow();
  });
});
