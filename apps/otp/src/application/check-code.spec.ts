import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import {
  checkOtp,
  issueTokens,
  seal,
  settlePayment,
  type CheckOtpCommand,
  type Command,
  type SealKeys,
  type SettlePaymentCommand,
} from '@wallet/contracts';
import { serve } from '@wallet/messaging';
import { Money } from '@wallet/money';
import { createLogger, DependencyFault } from '@wallet/service';
import { fakeMessage, RecordingBus } from '@wallet/testkit';
import { orderBound } from '../domain/bound-values';
import { OtpMacs } from '../domain/otp-macs';
import { CheckCode } from './check-code';
import type { Checked, CheckRequest, OtpRecords } from './otp-records';

const now = new Date('2026-11-22T08:00:00Z');
const sealKeys = { current: '1', key: () => Buffer.alloc(32, 9) };
const place = { topic: checkOtp.name, type: checkOtp.type, key: 'order-1', correlationId: 'call-1' };
const bound = { amount: Money.of('HKD', 12050n), referenceMerchantId: 'M-1', customerId: 'C-1' };
const authorization = { authClientId: 'A-1', authState: 's', referenceAgreementId: 'R-1' };
const request: CheckOtpCommand = {
  subject: 'order',
  paymentRequestId: 'order-1',
  paymentAmount: bound.amount,
  authorization,
  verifyRequestId: 'verify-1',
  sealedOtpCode: seal('000123', place, sealKeys),
};

class Stage {
  readonly checks: CheckRequest[] = [];
  readonly bus = new RecordingBus();

  constructor(
    private readonly check: () => Promise<Checked>,
    private readonly keys: SealKeys = sealKeys,
  ) {}

  async run(over: { correlationId?: string; deadline?: Date } = {}) {
    await this.execute(request, over);
    return (this.bus.forwarded[0]?.payload as SettlePaymentCommand).verification;
  }

  async execute(command: CheckOtpCommand, over: { correlationId?: string; deadline?: Date } = {}): Promise<void> {
    const records: OtpRecords = {
      issue: () => Promise.reject(new Error('not asked here')),
      settle: () => Promise.reject(new Error('not asked here')),
      boundOf: () => Promise.resolve(orderBound.text(bound)),
      check: (check) => {
        this.checks.push(check);
        return this.check();
      },
    };
    const checkCode = new CheckCode({
      records,
      macs: new OtpMacs(Buffer.alloc(32, 7)),
      sealKeys: this.keys,
      logger: createLogger('otp', 'silent'),
      codeLength: 6,
    });
    const message = fakeMessage(checkOtp, command, { key: place.key, correlationId: 'call-1', ...over });
    const handle = (batch: readonly Command<CheckOtpCommand>[]) => checkCode.execute(batch);
    await serve({ topic: checkOtp, handle, bus: this.bus, clock: { now: () => now } }, [message]);
  }
}

const { verifyRequestId, sealedOtpCode } = request;
const code = { verifyRequestId, sealedOtpCode };
const authCode: CheckOtpCommand = { subject: 'auth-code', authCodeHash: 'a'.repeat(64), authClientId: 'A-1', ...code };
const token = { agreementId: '7c0aa9a1-6a0c-4f2f-8a53-3a4a2f3a1f10', customerId: 'C-1' };
const accessToken: CheckOtpCommand = {
  subject: 'access-token',
  accessTokenHash: 'b'.repeat(64),
  bound: token,
  ...code,
};

const verdict = (verdict: Checked['verdict']) =>
  new Stage(() => Promise.resolve({ verdict, compared: true, blocksAccount: false }));

it('forwards an accepted code with what it was issued for, and nothing of the code', async () => {
  const stage = verdict('accepted');
  await stage.run();
  const verification = { verdict: 'accepted', verifyRequestId: 'verify-1', bound };
  const settlement = { paymentRequestId: 'order-1', paymentAmount: bound.amount, authorization, verification };
  expect(stage.bus.forwarded).toMatchObject([{ topic: settlePayment.name, message: { correlationId: 'call-1' } }]);
  expect(stage.bus.forwarded[0]?.payload).toEqual(settlement);
  expect(() => settlePayment.schema.parse(JSON.parse(JSON.stringify(settlement)))).not.toThrow();
});

it('reaches the milestone after the acceptance and before the forward', async () => {
  const stage = verdict('accepted');
  const milestones: unknown[] = [];
  const reached = (milestone: unknown): void => {
    const { name } = milestone as { name: string };
    if (name.startsWith('otp.'))
      milestones.push({ name, checks: stage.checks.length, forwards: stage.bus.forwarded.length });
  };
  subscribe('wallet.milestone', reached);
  await stage.run();
  unsubscribe('wallet.milestone', reached);
  expect(milestones).toEqual([{ name: 'otp.code.accepted', checks: 1, forwards: 0 }]);
});

it.each(['wrong', 'exhausted', 'unavailable'] as const)('forwards %s too', async (outcome) => {
  expect(await verdict(outcome).run()).toEqual({ verdict: outcome });
});

it('calls the code of a blocked account wrong: who guesses learns nothing of the block', async () => {
  expect(await verdict('blocked').run()).toEqual({ verdict: 'wrong' });
});

it("is processed after its deadline too, if it is an order's", async () => {
  expect(await verdict('wrong').run({ deadline: new Date(0) })).toEqual({ verdict: 'wrong' });
});

it.each([authCode, accessToken])('does nothing after its deadline, if it is about an $subject', async (command) => {
  const stage = verdict('accepted');
  await stage.execute(command, { deadline: now });
  expect([stage.checks, stage.bus.forwarded, stage.bus.answers]).toEqual([[], [], []]);
});

it('tells auth of an authCode, and answers an access token, also while the store does not work', async () => {
  const faulty = () => new Stage(() => Promise.reject(new DependencyFault('redis', 'down')));
  const [ofCode, ofToken] = [faulty(), faulty()];
  await ofCode.execute(authCode);
  const grant = { kind: 'verification-code', verification: { verdict: 'unavailable' } };
  expect(ofCode.bus.forwarded).toMatchObject([{ topic: issueTokens.name, payload: { grant } }]);
  await ofToken.execute(accessToken);
  expect(ofToken.bus.answers).toMatchObject([{ answer: { outcome: 'unknown', reason: 'fault' } }]);
});

it('checks the MACs of the opened code', async () => {
  const stage = verdict('wrong');
  await stage.run();
  const macs = new OtpMacs(Buffer.alloc(32, 7));
  const subject = { kind: 'order', id: 'order-1' } as const;
  const challenge = { subject, verifyRequestId: 'verify-1' };
  const codeMac = macs.ofCode('000123', { ...challenge, bound: orderBound.text(bound) });
  expect(stage.checks).toEqual([{ ...challenge, codeMac, guessMac: macs.ofGuess('000123', subject) }]);
});

it.each(['no code', '12345', '1234567', '12345a', '１２３４５６', '123456 '])(
  'neither compares nor counts %j, which is a wrong code also while the store does not work',
  async (typed) => {
    const stage = new Stage(() => Promise.reject(new DependencyFault('redis', 'down')));
    await stage.execute({ ...request, sealedOtpCode: seal(typed, place, sealKeys) });
    expect(stage.bus.forwarded).toMatchObject([{ payload: { verification: { verdict: 'wrong' } } }]);
    expect(stage.checks).toEqual([]);
  },
);

it('answers a text that is no code of an access token as a wrong one', async () => {
  const stage = verdict('accepted');
  await stage.execute({ ...accessToken, sealedOtpCode: seal('no code', place, sealKeys) });
  expect(stage.bus.answers).toMatchObject([{ answer: { outcome: 'unknown', reason: 'otp-wrong' } }]);
  expect(stage.checks).toEqual([]);
});

it('is unavailable while the store does not work, and without a record', async () => {
  const faulty = new Stage(() => Promise.reject(new DependencyFault('redis', 'down')));
  expect(await faulty.run()).toEqual({ verdict: 'unavailable' });
});

it('is unavailable while its seal key is missing, and burns no try', async () => {
  const onItsWay: SealKeys = {
    current: '1',
    key: () => {
      throw new DependencyFault('seal keys', 'version 1 is missing');
    },
  };
  const stage = new Stage(() => Promise.resolve({ verdict: 'wrong', compared: true, blocksAccount: false }), onItsWay);
  expect(await stage.run()).toEqual({ verdict: 'unavailable' });
  expect(stage.checks).toEqual([]);
});

it('is a fault of the record when the seal does not open here', async () => {
  const stage = verdict('accepted');
  await expect(stage.run({ correlationId: 'another call' })).rejects.toThrow();
  expect([stage.checks, stage.bus.forwarded]).toEqual([[], []]);
});

it('lets a bug of the store be a bug', async () => {
  const buggy = new Stage(() => Promise.reject(new Error('script otp-check: syntax')));
  await expect(buggy.run()).rejects.toThrow('otp-check');
  expect(buggy.bus.forwarded).toEqual([]);
});
