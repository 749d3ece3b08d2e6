import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { Writable } from 'node:stream';
import { answerPlace, seal, sendOtp, type Answer, type Handled, type SendOtpCommand } from '@wallet/contracts';
import { Money } from '@wallet/money';
import { createLogger, DependencyFault } from '@wallet/service';
import { fakeMessage } from '@wallet/testkit';
import { orderBound } from '../domain/bound-values';
import { defaultTemplates } from '../domain/message-text';
import { OtpMacs } from '../domain/otp-macs';
import { IssueCode } from './issue-code';
import type { IssueDecision, IssueRequest, OtpRecords } from './otp-records';
import type { Sms, SmsResult, SmsSender } from './sms-sender';

type OrderSend = Extract<SendOtpCommand, { subject: 'order' }>;

const now = new Date('2026-11-22T08:00:00Z');
const command: OrderSend = {
  subject: 'order',
  paymentRequestId: 'order-1',
  purpose: 'first',
  proposedVerifyRequestId: 'proposed',
  bound: { amount: Money.of('HKD', 12050n), referenceMerchantId: 'M-1', customerId: 'C-1' },
  mobileNumber: '+85252412345',
  merchantName: 'Corner\r\nShop',
  expiresAt: '2026-11-22T08:10:00.000Z',
};
const { proposedVerifyRequestId, mobileNumber, expiresAt } = command;
const common = { proposedVerifyRequestId, mobileNumber, expiresAt };
const authCode: SendOtpCommand = {
  subject: 'auth-code',
  authCodeHash: 'f'.repeat(64),
  purpose: 'first',
  bound: { authClientId: 'A-1', referenceAgreementId: 'R-1', customerId: 'C-1' },
  authClientName: 'Streaming Shop',
  sealedAuthCode: seal('code', answerPlace('call-1'), { current: '1', key: () => Buffer.alloc(32, 9) }),
  ...common,
};
const accessToken: SendOtpCommand = {
  subject: 'access-token',
  accessTokenHash: 'f'.repeat(64),
  purpose: 'challenge',
  bound: { agreementId: 'G-1', customerId: 'C-1' },
  ...common,
};
const send: IssueDecision = { kind: 'send', verifyRequestId: 'proposed', lifeMs: 300_000, budgetReached: undefined };

/** The use case on a store that decides as told and a provider that does as told. */
class Stage {
  readonly steps: string[] = [];
  readonly issues: IssueRequest[] = [];
  readonly sent: (Sms & { timeoutMs: number })[] = [];
  log = '';
  /** Why the store does not take what became of a code. */
  unsettled: Error | undefined;
  isAvailable = true;

  constructor(
    private readonly decisions: (IssueDecision | Error)[],
    private readonly provider: () => Promise<SmsResult> = () => Promise.resolve('sent'),
  ) {}

  run(over: Partial<OrderSend> = {}, leftMs = 5_000): Promise<Handled | undefined> {
    return this.execute({ ...command, ...over }, leftMs);
  }

  async execute(payload: SendOtpCommand, leftMs = 5_000): Promise<Handled | undefined> {
    const sms: SmsSender = {
      isAvailable: () => this.isAvailable,
      send: (message, { timeoutMs }) => {
        this.sent.push({ ...message, timeoutMs });
        this.steps.push('sms');
        return this.provider();
      },
    };
    const write = (chunk: Buffer, _encoding: unknown, done: () => void): void => {
      this.log += chunk.toString();
      done();
    };
    const issueCode = new IssueCode(
      {
        records: this.records(),
        sms,
        macs: new OtpMacs(Buffer.alloc(32, 7)),
        clock: { now: () => now },
        logger: createLogger('otp', 'trace', new Writable({ write })),
      },
      {
        codeLength: 6,
        templates: { ...defaultTemplates, order: '{code} {amount} {merchant} {life}' },
        rules: { countries: ['852'], blockedPrefixes: ['85290'] },
        smsTimeoutMs: 2_000,
      },
    );
    const deadline = new Date(now.getTime() + leftMs);
    const [handled] = await issueCode.execute([fakeMessage(sendOtp, payload, { deadline })]);
    return handled;
  }

  private records(): OtpRecords {
    return {
      issue: (request) => {
        this.issues.push(request);
        const decision = this.decisions.shift() ?? new Error('asked once too often');
        return decision instanceof Error ? Promise.reject(decision) : Promise.resolve(decision);
      },
      settle: (_id, _mac, result) => {
        this.steps.push(`settled ${result}`);
        return this.unsettled ? Promise.reject(this.unsettled) : Promise.resolve();
      },
      boundOf: () => Promise.reject(new Error('not asked here')),
      check: () => Promise.reject(new Error('not asked here')),
    };
  }
}

const broken = () => Promise.reject(new Error('connect ECONNREFUSED'));
const says = (result: SmsResult) => () => Promise.resolve(result);
const keep: IssueDecision = { kind: 'keep', verifyRequestId: 'current', delivered: true };
const lasting = {
  kind: 'throttled',
  verifyRequestId: 'current',
  delivered: true,
  limit: 'sends',
  lasts: true,
} as const;
const throttled: IssueDecision = { ...lasting, limit: 'prefix', lasts: false };
const notSendable: Answer = { outcome: 'refused', refusal: 'CodeNotSendable' };
const unasked: IssueDecision = { ...throttled, limit: 'provider' };

describe('the answer', () => {
  it.each<[string, Stage, string]>([
    ['sent', new Stage([send]), 'proposed'],
    ['refused by the provider', new Stage([send], says('refused')), 'proposed'],
    ['of unknown outcome', new Stage([send], says('unknown')), 'proposed'],
    ['lost with the connection', new Stage([send], broken), 'proposed'],
    ['kept', new Stage([keep]), 'current'],
    ['throttled', new Stage([throttled]), 'current'],
    ['throttled for good', new Stage([lasting]), 'current'],
    ['not sent by the provider', new Stage([send], says('unsent')), 'proposed'],
    ['not handed to a broken provider', new Stage([unasked]), 'current'],
  ])('to call 2 is awaiting-otp with the current id, when the code was %s', async (_what, stage, verifyRequestId) => {
    expect(await stage.run()).toEqual({ outcome: 'unknown', reason: 'awaiting-otp', verifyRequestId });
  });

  it.each<[string, Stage, Answer]>([
    ['sent', new Stage([send]), { outcome: 'done', result: { kind: 'otp-sent', verifyRequestId: 'proposed' } }],
    ['kept', new Stage([keep]), { outcome: 'done', result: { kind: 'otp-sent', verifyRequestId: 'current' } }],
    ['throttled', new Stage([throttled]), { outcome: 'unknown', reason: 'throttled' }],
    ['not handed to a broken provider', new Stage([unasked]), { outcome: 'unknown', reason: 'fault' }],
    ['throttled for good', new Stage([lasting]), notSendable],
    ['refused by the provider', new Stage([send], says('refused')), notSendable],
    ['not sent by the provider', new Stage([send], says('unsent')), { outcome: 'unknown', reason: 'fault' }],
    ['of unknown outcome', new Stage([send], says('unknown')), { outcome: 'unknown', reason: 'fault' }],
    ['lost with the connection', new Stage([send], broken), { outcome: 'unknown', reason: 'fault' }],
  ])('to sendOTP, when the code was %s', async (_what, stage, answer) => {
    expect(await stage.run({ purpose: 'resend' })).toEqual(answer);
  });

  it('is none when the store does not work: that is the transport to say', async () => {
    const stage = new Stage([new DependencyFault('redis', 'down')]);
    await expect(stage.run()).rejects.toThrow(DependencyFault);
    expect(stage.sent).toEqual([]);
  });
});

describe('a store that does not take what became of a code', () => {
  it('does not keep the answer back, unless it is a bug', async () => {
    const stage = new Stage([send, send]);
    stage.unsettled = new DependencyFault('redis', 'down');
    expect(await stage.run()).toMatchObject({ reason: 'awaiting-otp' });
    expect(stage.log).toContain('what became of a code is not stored');
    stage.unsettled = new TypeError('a bug');
    await expect(stage.run()).rejects.toThrow('a bug');
  });
});

describe('a code', () => {
  it('is told with amount, merchant and life, and its MAC is of the id that it is sent under', async () => {
    const stage = new Stage([
      { kind: 'make', verifyRequestId: 'current', delivered: false },
      { ...send, verifyRequestId: 'current' },
    ]);
    await stage.run();
    const [asked, issued] = stage.issues;
    expect([asked?.verifyRequestId, issued?.verifyRequestId]).toEqual(['proposed', 'current']);
    const [{ to, text } = { to: '', text: '' }] = stage.sent;
    expect([to, text.slice(6)]).toEqual(['+85252412345', ' HKD 120.50 Corner Shop 5 minutes']);
    const subject = { kind: 'order', id: 'order-1' } as const;
    const challenge = { subject, verifyRequestId: 'current', bound: orderBound.text(command.bound) };
    expect(issued?.codeMac).toBe(new OtpMacs(Buffer.alloc(32, 7)).ofCode(text.slice(0, 6), challenge));
  });

  it.each<[string, SendOtpCommand, string]>([
    ['an authCode', authCode, 'link your wallet with Streaming Shop'],
    ['an access token', accessToken, 'is your verification code'],
  ])("of %s is told in its subject's words, and its MAC is of its bound values", async (_what, payload, words) => {
    const stage = new Stage([send]);
    await stage.execute(payload);
    const { text } = stage.sent[0] ?? { text: '' };
    const code = text.slice(0, 6);
    expect(text).toContain(words);
    const bound = payload.subject === 'auth-code' ? '["A-1","R-1","C-1"]' : '["G-1","C-1"]';
    const subject = { kind: payload.subject, id: 'f'.repeat(64) };
    const codeMac = new OtpMacs(Buffer.alloc(32, 7)).ofCode(code, { subject, verifyRequestId: 'proposed', bound });
    expect(stage.issues).toMatchObject([{ subject, bound, codeMac, purpose: payload.purpose }]);
  });

  it('is stored, then the milestone, then sent, then settled', async () => {
    const stage = new Stage([send]);
    const reached = (milestone: unknown): void => void stage.steps.push((milestone as { name: string }).name);
    subscribe('wallet.milestone', reached);
    await stage.run();
    unsubscribe('wallet.milestone', reached);
    expect(stage.steps).toEqual(['otp.code.issued', 'sms', 'settled sent']);
  });

  it.each<[() => Promise<SmsResult>, string[]]>([
    [says('refused'), ['sms', 'settled refused']],
    [says('unsent'), ['sms', 'settled refused']],
    [says('unknown'), ['sms']],
    [broken, ['sms']],
  ])('is settled only when the provider was clear', async (provider, steps) => {
    const stage = new Stage([send], provider);
    await stage.run();
    expect(stage.steps).toEqual(steps);
  });

  it('is in no log line, nor is the whole number', async () => {
    for (const provider of [says('sent'), says('refused'), broken]) {
      const stage = new Stage([send], provider);
      await stage.run();
      expect(stage.log).toContain('…345');
      expect(stage.log).not.toContain('5241');
      expect(stage.log).not.toContain(stage.sent[0]?.text.slice(0, 6));
    }
  });
});

describe('the store', () => {
  it.each([
    ['+85252412345', true, undefined],
    ['+8613812345678', true, 'country-not-allowed'],
    ['+85290001234', true, 'prefix-not-allowed'],
    ['+85252412345', false, 'provider'],
  ])('is told that to %s nothing may be sent, if so', async (mobileNumber, isAvailable, bar) => {
    const stage = new Stage([throttled]);
    stage.isAvailable = isAvailable;
    await stage.run({ mobileNumber });
    expect(stage.issues).toMatchObject([{ customerId: 'C-1', bar }]);
  });
});

describe('the deadline', () => {
  it.each([-1, 0, 150])('lets nothing happen with %i ms left', async (leftMs) => {
    const stage = new Stage([send]);
    expect(await stage.run({}, leftMs)).toBe('expired');
    expect([stage.issues, stage.sent]).toEqual([[], []]);
  });

  it.each([
    [1_000, 800],
    [6_000, 2_000],
  ])('with %i ms left bounds the wait for the provider to %i ms', async (leftMs, timeoutMs) => {
    const stage = new Stage([send]);
    await stage.run({}, leftMs);
    expect(stage.sent[0]?.timeoutMs).toBe(timeoutMs);
  });
});
