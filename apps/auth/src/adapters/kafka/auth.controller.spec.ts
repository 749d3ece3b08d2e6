import {
  challengeCustomer,
  checkOtp,
  evaluateCustomer,
  evaluatePayment,
  identifyPayer,
  identifyScanner,
  openOrder,
  payByToken,
  recordScannedOrder,
  resolvePayer,
  sendOtp,
  verifyCustomer,
  type Command,
  type CustomerLookup,
  type Handled,
  type Sealed,
  type Topic,
} from '@wallet/contracts';
import { serve, type Message } from '@wallet/messaging';
import { Money } from '@wallet/money';
import { fakeMessage, RecordingBus } from '@wallet/testkit';
import { InMemoryCustomers } from '../../../test/in-memory-customers';
import { operatorNote } from '../../../test/operator-note';
import { agreementOf } from '../../../test/sample-agreement';
import { ChallengeCustomer } from '../../application/tokens/challenge-customer';
import { IdentifyCustomers } from '../../application/customers/identify-customers';
import { IdentifyScanners } from '../../application/customers/identify-scanners';
import { EvaluateCustomers } from '../../application/tokens/evaluate-customers';
import { IdentifyOrderPayers } from '../../application/tokens/identify-order-payers';
import { IdentifyPayers } from '../../application/tokens/identify-payers';
import { ResolveTokenPayers } from '../../application/tokens/resolve-token-payers';
import { mobileNumberReader } from '../../application/customers/mobile-number';
import { ResolvePayers } from '../../application/tokens/resolve-payers';
import { VerifyCustomer } from '../../application/tokens/verify-customer';
import type { FoundToken } from '../../domain/access-token';
import type { Agreement } from '../../domain/agreement';
import type { MobileNumber } from '../../domain/customer';

const amount = Money.of('HKD', 12_050n);
const purchase = {
  paymentAmount: amount,
  payToAmount: amount,
  paymentMethodType: 'ALIPAY_HK',
  referenceMerchantId: 'M-1',
  merchantName: 'A shop',
};
const lookup = (loginId: string): CustomerLookup => ({ by: 'loginId', loginId, loginIdType: 'MOBILE' });
const paymentNotifyUrl = 'https://alipayplus.example/notify';
const expired = { deadline: new Date(Date.now() - 1) };
const hashOf = (name: string) => Buffer.from(name).toString('hex').padStart(64, '0');
const byToken = (name: string): CustomerLookup => ({ by: 'accessToken', accessTokenHash: hashOf(name) });

describe('the use cases that hand on', () => {
  const customers = new InMemoryCustomers();
  const tokens = new Map<string, FoundToken>();
  const findTokens = jest.fn(() => Promise.resolve(tokens));
  const markUsed = jest.fn(() => Promise.resolve(new Set<string>()));
  const clock = { now: () => new Date() };
  const resolve = new ResolvePayers({ findTokens, markUsed } as never, clock, 600_000);
  const identifyCustomers = new IdentifyCustomers(customers, mobileNumberReader('HK'));
  const identify = new IdentifyPayers(identifyCustomers, resolve);
  const serving =
    <P>(topic: Topic<P>, useCase: { execute(batch: readonly Command<P>[]): Promise<Handled[]> }) =>
    (bus: RecordingBus, batch: readonly Message<P>[]) =>
      serve({ topic, handle: (some) => useCase.execute(some), bus, clock }, batch);
  const evaluations = serving(evaluateCustomer, new EvaluateCustomers(identify));
  const orders = serving(identifyPayer, new IdentifyOrderPayers(identify));
  const scans = serving(identifyScanner, new IdentifyScanners(identifyCustomers));
  const payments = serving(resolvePayer, new ResolveTokenPayers(resolve));
  let customer = {};
  let customerId = '';

  function keep(name: string, over: Partial<Agreement>, secondsLeft = 60) {
    const agreement = agreementOf({ customerId, generation: 1, ...over });
    const { agreementId } = agreement;
    const expiresAt = new Date(Date.now() + secondsLeft * 1_000);
    const token = { hash: hashOf(name), agreementId, kind: 'ACCESS', generation: 1, expiresAt } as const;
    tokens.set(token.hash, { token, agreement });
    return agreement;
  }

  beforeAll(async () => {
    const mobileNumber = '+85252412345' as MobileNumber;
    const known = { mobileNumber, status: 'FROZEN', kycLevel: 0 } as const;
    const [result] = await customers.register([{ ...known, openingBalance: amount }], operatorNote, new Date());
    customerId = result?.customerId ?? '';
    customer = { ...known, customerId };
    keep('mine', {});
    keep('old', { scopes: ['AGREEMENT_PAY', 'SEND_OTP'] }, -1);
    keep('with a merchant', { referenceMerchantId: 'M-9' });
    keep('used', { generationUsedAt: new Date() });
    keep('also for codes', { scopes: ['AGREEMENT_PAY', 'SEND_OTP'] });
    keep('only for codes', { scopes: ['SEND_OTP'] });
    keep('of nobody', { customerId: '2160999999999999', scopes: ['AGREEMENT_PAY', 'SEND_OTP'] });
  });
  beforeEach(() => jest.clearAllMocks());

  it('hand an evaluation on with whom they found, refusing nobody', async () => {
    const bus = new RecordingBus();
    const evaluation = (paymentRequestId: string, loginId: string, over = {}) =>
      fakeMessage(evaluateCustomer, { paymentRequestId, purchase, customer: lookup(loginId) }, over);
    const batch = [
      evaluation('late', '852-52412345', expired),
      evaluation('known', '852-52412345'),
      evaluation('unknown', '852-61234567'),
    ];
    await evaluations(bus, batch);
    expect(bus.answers).toEqual([]);
    expect(bus.forwarded).toEqual([
      { message: batch[1], topic: evaluatePayment.name, payload: { paymentRequestId: 'known', purchase, customer } },
      {
        message: batch[2],
        topic: evaluatePayment.name,
        payload: { paymentRequestId: 'unknown', purchase, customer: null },
      },
    ]);
    for (const { payload } of bus.forwarded) evaluatePayment.schema.parse(JSON.parse(JSON.stringify(payload)));
  });

  it('hand an order on with whom they found and with the lookup as sent', async () => {
    const bus = new RecordingBus();
    const paymentExpiryTime = '2026-01-02T03:04:05Z';
    const order = (paymentRequestId: string, loginId: string, over = {}) => {
      const rest = { purchase, customer: lookup(loginId), paymentExpiryTime, paymentNotifyUrl, acquirerId: 'A-1' };
      return fakeMessage(identifyPayer, { paymentRequestId, ...rest }, over);
    };
    const batch = [
      order('late', '852-52412345', expired),
      order('known', '+85252412345'),
      order('masked', '852-524xx345'),
    ];
    await orders(bus, batch);
    expect(bus.answers).toEqual([]);
    const rest = { purchase, paymentExpiryTime, paymentNotifyUrl, acquirerId: 'A-1' };
    expect(bus.forwarded.map(({ topic, payload }) => ({ topic, payload }))).toEqual([
      {
        topic: openOrder.name,
        payload: { paymentRequestId: 'known', ...rest, lookup: lookup('+85252412345'), customer },
      },
      {
        topic: openOrder.name,
        payload: { paymentRequestId: 'masked', ...rest, lookup: lookup('852-524xx345'), customer: null },
      },
    ]);
    for (const { payload } of bus.forwarded) openOrder.schema.parse(JSON.parse(JSON.stringify(payload)));
  });

  it('hand a scanned order on as it came, with whom they found', async () => {
    const bus = new RecordingBus();
    const scan = (paymentRequestId: string, of: string, over = {}) => {
      const rest = { codeHash: hashOf('code'), scan: { action: 'HANDLE_BY_SDK' as const } };
      return fakeMessage(identifyScanner, { paymentRequestId, customerId: of, ...rest }, over);
    };
    const batch = [scan('late', customerId, expired), scan('known', customerId), scan('unknown', '2160999999999999')];
    await scans(bus, batch);
    expect(bus.answers).toEqual([]);
    expect(bus.forwarded).toEqual([
      { message: batch[1], topic: recordScannedOrder.name, payload: { ...batch[1]?.payload, customer } },
      { message: batch[2], topic: recordScannedOrder.name, payload: { ...batch[2]?.payload, customer: null } },
    ]);
    for (const { payload } of bus.forwarded) recordScannedOrder.schema.parse(JSON.parse(JSON.stringify(payload)));
  });

  it('hand on whose access token it is, or why it does not count', async () => {
    const bus = new RecordingBus();
    const names = ['mine', 'old', 'only for codes', 'never made', 'of nobody'];
    const rest = { purchase, acquirerId: 'A-1' };
    await evaluations(
      bus,
      names.map((name) => fakeMessage(evaluateCustomer, { paymentRequestId: name, purchase, customer: byToken(name) })),
    );
    await orders(
      bus,
      ['mine', 'old'].map((name) =>
        fakeMessage(identifyPayer, { paymentRequestId: name, ...rest, customer: byToken(name) }),
      ),
    );
    expect(bus.forwarded.map(({ payload }) => payload)).toEqual([
      { paymentRequestId: 'mine', purchase, customer },
      { paymentRequestId: 'old', purchase, customer: null, tokenRefusal: 'TokenExpired' },
      { paymentRequestId: 'only for codes', purchase, customer: null, tokenRefusal: 'TokenInvalid' },
      { paymentRequestId: 'never made', purchase, customer: null, tokenRefusal: 'TokenInvalid' },
      { paymentRequestId: 'of nobody', purchase, customer: null },
      { paymentRequestId: 'mine', ...rest, lookup: byToken('mine'), customer },
      { paymentRequestId: 'old', ...rest, lookup: byToken('old'), customer: null },
    ]);
    expect(findTokens).toHaveBeenCalledTimes(2);
  });

  it('hand every live token payment on, with one query and one first use', async () => {
    const bus = new RecordingBus();
    const payment = (name: string, over = {}) => {
      const paymentExpiryTime = '2026-01-02T03:04:05Z';
      const rest = { purchase, paymentExpiryTime, paymentNotifyUrl, acquirerId: 'A-1' };
      return fakeMessage(resolvePayer, { paymentRequestId: name, accessTokenHash: hashOf(name), ...rest }, over);
    };
    const batch = [
      payment('late', expired),
      ...['mine', 'used', 'old', 'never made', 'with a merchant'].map((name) => payment(name)),
    ];
    await payments(bus, batch);
    const { agreementId } = agreementOf();
    const valid = { token: 'valid', agreementId, customerId };
    const payers = [
      valid,
      valid,
      refusedToken('TokenExpired'),
      refusedToken('TokenInvalid'),
      { ...valid, referenceMerchantId: 'M-9' },
    ];
    expect(bus.forwarded).toEqual(
      batch.slice(1).map((message, index) => ({
        message,
        topic: payByToken.name,
        payload: { ...message.payload, payer: payers[index] },
      })),
    );
    for (const { payload } of bus.forwarded) payByToken.schema.parse(JSON.parse(JSON.stringify(payload)));
    expect(bus.answers).toEqual([]);
    expect([findTokens.mock.calls.length, markUsed.mock.calls.length]).toEqual([1, 1]);
    expect(markUsed).toHaveBeenCalledWith([{ agreementId, generation: 1 }], expect.any(Date));
  });

  it('set aside a payment whose agreement is locked, and hand on the others', async () => {
    const bus = new RecordingBus();
    const { agreementId } = keep('locked', { agreementId: '00000000-0000-4000-8000-0000000000aa' });
    markUsed.mockResolvedValueOnce(new Set([agreementId]));
    const batch = ['mine', 'locked'].map((name) => {
      const command = { paymentRequestId: name, accessTokenHash: hashOf(name), purchase };
      return fakeMessage(resolvePayer, { ...command, acquirerId: 'A-1' });
    });
    const handling = payments(bus, batch);
    await expect(handling).rejects.toMatchObject({ name: 'PostponedRecords', locked: [batch[1]] });
    expect(bus.forwarded.map(({ message }) => message)).toEqual([batch[0]]);
  });

  it('ask otp for a code to the customer of a token, and to check it', async () => {
    const bus = new RecordingBus();
    const challenge = new ChallengeCustomer({ resolvePayers: resolve, directory: customers, clock }, 600_000);
    const verify = new VerifyCustomer(resolve);
    const challenges = serving(challengeCustomer, {
      execute: (batch) => Promise.all(batch.map((each) => challenge.execute(each))),
    });
    const checks = serving(verifyCustomer, {
      execute: (batch) => Promise.all(batch.map((each) => verify.execute(each))),
    });
    const ask = async (name: string, over = {}) => {
      const message = fakeMessage(challengeCustomer, { accessTokenHash: hashOf(name) }, over);
      await challenges(bus, [message]);
      return message;
    };
    const check = { verifyRequestId: 'v', sealedOtpCode: '1.a.b.c' as Sealed };
    await ask('mine', expired);
    await ask('only for codes');
    await customers.changeStatus({ by: 'customerId', customerId }, () => 'ACTIVE', operatorNote, new Date());
    const asked = await ask('only for codes');
    await ask('of nobody');
    await ask('old');
    await ask('mine');
    for (const name of ['also for codes', 'mine', 'never made']) {
      await checks(bus, [fakeMessage(verifyCustomer, { accessTokenHash: hashOf(name), ...check })]);
    }
    await customers.changeStatus({ by: 'customerId', customerId }, () => 'FROZEN', operatorNote, new Date());

    const { agreementId } = agreementOf();
    const [sent, checked, ...others] = bus.forwarded;
    expect(others).toEqual([]);
    expect(sendOtp.schema.parse(sent?.payload)).toMatchObject({
      subject: 'access-token',
      accessTokenHash: hashOf('only for codes'),
      purpose: 'challenge',
      bound: { agreementId, customerId },
      mobileNumber: '+85252412345',
      proposedVerifyRequestId: expect.stringMatching(/^[0-9A-Za-z]{32}$/) as string,
    });
    expect(sent?.message).toBe(asked);
    expect(checkOtp.schema.parse(checked?.payload)).toEqual({
      subject: 'access-token',
      accessTokenHash: hashOf('also for codes'),
      ...check,
      bound: { agreementId, customerId },
    });
    expect(bus.answers.map(({ answer }) => answer)).toEqual(
      ['CustomerNotActive', 'CustomerNotFound', 'TokenExpired', 'TokenInvalid', 'TokenInvalid', 'TokenInvalid'].map(
        (refusal) => ({ outcome: 'refused', refusal }),
      ),
    );
  });

  it('do nothing at all with a batch of stale commands', async () => {
    const bus = new RecordingBus();
    const find = jest.spyOn(customers, 'find');
    const stale = fakeMessage(evaluateCustomer, { paymentRequestId: 'late', purchase, customer: lookup('1') }, expired);
    await evaluations(bus, [stale]);
    expect([bus.forwarded, find.mock.calls]).toEqual([[], []]);
  });
});

const refusedToken = (refusal: string) => ({ token: 'refused', refusal });
