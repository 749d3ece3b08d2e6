import { Money } from '@wallet/money';
import type { WaitingOrder } from '../order/order';
import { decideSettlement, type SettlementRequest } from './settlement';
import type { Wallet } from '../wallet/wallet';
import { limitsIn } from '../../../test/limits-in';

const hkd = (value: bigint): Money => Money.of('HKD', value);
const expiresAt = new Date('2026-01-01T00:10:00Z');
const before = new Date(expiresAt.getTime() - 1);
const order: WaitingOrder = {
  kind: 'EASY_PAY',
  paymentRequestId: 'p',
  version: 1,
  state: 'WAITING_FOR_OTP',
  terms: {
    paymentAmount: hkd(100n),
    payToAmount: Money.of('CNY', 90n),
    paymentMethodType: 'ALIPAY_HK',
    referenceMerchantId: 'm',
    merchantName: 'Tea House',
    lookup: { by: 'loginId', loginId: '852-52412345', loginIdType: 'MOBILE' },
    acquirerId: 'a',
  },
  payer: { customerId: 'c', accountId: 'wallet:c:HKD', mobileNumber: '+85252412345' },
  debit: hkd(100n),
  expiresAt,
};
const wallet: Wallet = {
  accountId: 'wallet:c:HKD',
  customerId: 'c',
  currency: 'HKD',
  status: 'ACTIVE',
  balance: 100n,
  today: { amount: 0n, count: 0 },
};
const bound = { amount: hkd(100n), referenceMerchantId: 'm', customerId: 'c' };
const right: SettlementRequest = { verification: { verdict: 'accepted', verifyRequestId: 'v', bound } };
const limits = limitsIn(['HKD'], { single: 100n, dailyAmount: 100n, dailyCount: 1 });

const decide = (request: SettlementRequest, over: Partial<Wallet> = {}, now = before) =>
  decideSettlement(order, request, { ...wallet, ...over }, { time: { now, day: '2026-01-01' }, limits });
const code = (verdict: 'wrong' | 'exhausted' | 'unavailable', over: Partial<SettlementRequest> = {}) => ({
  ...over,
  verification: { verdict },
});
const boundTo = (over: Partial<typeof bound>): SettlementRequest => ({
  verification: { verdict: 'accepted', verifyRequestId: 'v', bound: { ...bound, ...over } },
});

describe('a settlement', () => {
  it('pays with the right code until the last moment, and takes the debit from the wallet', () => {
    expect(decide({ ...right, paymentAmount: hkd(100n), payToAmount: Money.of('CNY', 90n) })).toMatchObject({
      kind: 'paid',
      order: { state: 'PAID', version: 2, paidAt: before, verifyRequestId: 'v', customerId: 'c' },
      wallet: { balance: 0n, today: { amount: 100n, count: 1 } },
      posting: { kind: 'PAY', subject: { orderId: 'p' } },
    });
  });

  it.each<[string, string, { request?: SettlementRequest; over?: Partial<Wallet>; now?: Date }]>([
    ['CLOSED OrderClosed', 'at the expiry', { now: expiresAt }],
    ['CLOSED OrderClosed', 'at the expiry, whatever the code', { request: code('unavailable'), now: expiresAt }],
    ['CLOSED RepeatInconsistent', 'with another paymentAmount', { request: { ...right, paymentAmount: hkd(101n) } }],
    ['CLOSED RepeatInconsistent', 'with another payToAmount', { request: code('wrong', { payToAmount: hkd(90n) }) }],
    ['FAILED OtpTriesExhausted', 'when no tries are left', { request: code('exhausted') }],
    ['FAILED CustomerNotActive', 'when frozen', { over: { status: 'FROZEN', balance: 0n } }],
    ['FAILED DailyAmountLimitExceeded', 'over the day', { over: { today: { amount: 1n, count: 0 } } }],
    ['FAILED DailyCountLimitExceeded', 'too often a day', { over: { today: { amount: 0n, count: 1 } } }],
    ['FAILED BalanceNotEnough', 'one minor unit short', { over: { balance: 99n } }],
  ])('ends in %s %s', (end, _when, { request = right, over, now = before }) => {
    const [state, refusal] = end.split(' ');
    const refused = { state, refusal, refusedAt: now, version: 2 };
    expect(decide(request, over, now)).toMatchObject({ kind: 'refused', order: refused });
  });

  it('ends in CLOSED QuoteExpired once its quote is over, whatever the code; the amounts are compared first', () => {
    const paymentQuote = { quoteId: 'q', quoteCurrencyPair: 'HKD/CNY', quotePrice: '0.9' };
    const quoted = (quoteExpiryTime: Date, request = right) =>
      decideSettlement(
        {
          ...order,
          terms: { ...order.terms, paymentQuote: { ...paymentQuote, quoteExpiryTime: quoteExpiryTime.toISOString() } },
        },
        request,
        { ...wallet, balance: 100n },
        { time: { now: before, day: '2026-01-01' }, limits },
      );
    expect(quoted(expiresAt)).toMatchObject({ kind: 'paid' });
    for (const request of [right, code('wrong'), code('exhausted')]) {
      expect(quoted(before, request)).toMatchObject({ order: { state: 'CLOSED', refusal: 'QuoteExpired' } });
    }
    const other = { ...right, paymentAmount: hkd(101n) };
    expect(quoted(before, other)).toMatchObject({ order: { refusal: 'RepeatInconsistent' } });
  });

  it.each([
    ['awaiting-otp', 'a wrong code', code('wrong')],
    ['unavailable', 'a code that could not be checked', code('unavailable')],
    ['bound-values-differ', 'a code for another amount', boundTo({ amount: hkd(101n) })],
    ['bound-values-differ', 'a code for another payee', boundTo({ referenceMerchantId: 'n' })],
    ['bound-values-differ', 'a code of another customer', boundTo({ customerId: 'd' })],
  ])('stays undecided (%s) after %s', (reason, _what, request: SettlementRequest) => {
    expect(decide(request)).toEqual({ kind: 'undecided', reason });
  });

  it('stays undecided (no-limits), never refused, when the settings have none in its currency', () => {
    const inUsd = limitsIn(['USD'], { single: 100n, dailyAmount: 100n, dailyCount: 1 });
    const settled = decideSettlement(order, right, wallet, { time: { now: before, day: '2026-01-01' }, limits: inUsd });
    expect(settled).toEqual({ kind: 'undecided', reason: 'no-limits' });
  });
});
