import { Money } from '@wallet/money';
import { decideAgreementPayment, type AgreementPayment, type Means } from './agreement-payment';
import type { Wallet } from '../wallet/wallet';
import { limitsIn } from '../../../test/limits-in';

const hkd = (value: bigint): Money => Money.of('HKD', value);
const expiresAt = new Date('2026-01-01T00:01:00Z');
const now = new Date(expiresAt.getTime() - 1);
const payment: AgreementPayment = {
  paymentRequestId: 'p',
  terms: {
    paymentAmount: hkd(100n),
    payToAmount: Money.of('CNY', 90n),
    paymentMethodType: 'ALIPAY_HK',
    referenceMerchantId: 'm',
    merchantName: 'Tea House',
    lookup: { by: 'accessToken', accessTokenHash: 'h' },
    acquirerId: 'a',
  },
  expiresAt,
  payer: { token: 'valid', agreementId: 'g', customerId: 'c' },
};
const wallet: Wallet = {
  accountId: 'wallet:c:HKD',
  customerId: 'c',
  currency: 'HKD',
  status: 'ACTIVE',
  balance: 100n,
  today: { amount: 200n, count: 2 },
};
const quote = { quoteId: 'q', quoteCurrencyPair: 'HKD/CNY', quotePrice: '0.9' };
const limits = limitsIn(['HKD'], { single: 100n, dailyAmount: 300n, dailyCount: 3 });
const agreementLimits = limitsIn(['HKD'], { single: 100n, dailyAmount: 150n });
const expired = { payer: { token: 'refused', refusal: 'TokenExpired' } } as const;
const unknown = { payer: { token: 'refused', refusal: 'TokenInvalid' } } as const;

interface Case {
  readonly over?: Partial<AgreementPayment>;
  readonly terms?: Partial<AgreementPayment['terms']>;
  readonly wallet?: Partial<Wallet>;
  readonly usedToday?: bigint;
  readonly time?: Date;
  readonly rules?: {
    agreementMerchant?: 'report' | 'refuse';
    limits?: typeof limits;
    agreementLimits?: typeof agreementLimits;
  };
}

function decide({ over, terms, usedToday = 50n, time = now, rules, ...means }: Case, purse?: Means) {
  const asked = { ...payment, terms: { ...payment.terms, ...terms }, ...over };
  const all = {
    limits,
    agreementLimits,
    agreementMerchant: 'report' as const,
    ...rules,
    time: { now: time, day: '2026-01-01' },
  };
  return decideAgreementPayment(asked, purse ?? { wallet: { ...wallet, ...means.wallet }, usedToday }, all);
}

describe('a payment by access token', () => {
  it('pays up to every limit, to the last minor unit and the last moment', () => {
    expect(decide({})).toMatchObject({
      kind: 'paid',
      order: {
        kind: 'AGREEMENT',
        state: 'PAID',
        version: 1,
        agreementId: 'g',
        customerId: 'c',
        accountId: 'wallet:c:HKD',
        debit: hkd(100n),
        refunded: { refundAmount: hkd(0n), refundFromAmount: Money.of('CNY', 0n) },
        paidAt: now,
      },
      wallet: { balance: 0n, today: { amount: 300n, count: 3 } },
      posting: { kind: 'PAY', subject: { orderId: 'p' } },
    });
  });

  it.each<[string, string, Case]>([
    ['FAILED TokenInvalid', 'with an unknown token', { over: unknown, time: expiresAt }],
    ['FAILED TokenExpired', 'with an expired token', { over: expired, wallet: { status: 'FROZEN' } }],
    ['CLOSED OrderClosed', 'at its expiry', { time: expiresAt, wallet: { status: 'FROZEN' } }],
    ['FAILED CustomerNotActive', 'when frozen', { wallet: { status: 'FROZEN', currency: 'USD' } }],
    ['FAILED CustomerNotActive', 'when closed', { wallet: { status: 'CLOSED' } }],
    ['FAILED CurrencyNotSupported', 'in other currencies', { wallet: { currency: 'USD' } }],
    ['FAILED AmountsInconsistent', 'of two sums in one currency', { terms: { payToAmount: hkd(99n) } }],
    [
      'FAILED QuoteInconsistent',
      'by a quote of another price, however little there is',
      { terms: { paymentQuote: { ...quote, quotePrice: '0.7' } }, wallet: { balance: 0n } },
    ],
    [
      'CLOSED QuoteExpired',
      'by an old quote',
      { terms: { paymentQuote: { ...quote, quoteExpiryTime: now.toISOString() } }, wallet: { balance: 0n } },
    ],
    [
      'FAILED SingleLimitExceeded',
      'over the limit',
      { rules: { limits: limitsIn(['HKD'], { single: 99n, dailyAmount: 0n, dailyCount: 3 }) } },
    ],
    [
      'FAILED SingleLimitExceeded',
      "over the agreement's",
      {
        rules: { agreementLimits: limitsIn(['HKD'], { single: 99n, dailyAmount: 150n }) },
        wallet: { today: { amount: 300n, count: 3 } },
      },
    ],
    ['FAILED DailyAmountLimitExceeded', 'over the day', { wallet: { today: { amount: 201n, count: 3 } } }],
    ['FAILED DailyAmountLimitExceeded', "over the agreement's day", { usedToday: 51n, wallet: { balance: 0n } }],
    ['FAILED DailyCountLimitExceeded', 'too often', { wallet: { today: { amount: 0n, count: 3 }, balance: 0n } }],
    ['FAILED BalanceNotEnough', 'one minor unit short', { wallet: { balance: 99n } }],
  ])('ends in %s %s', (end, _when, of) => {
    const [state, refusal] = end.split(' ');
    const order = { kind: 'AGREEMENT', state, refusal, version: 1, refusedAt: of.time ?? now };
    expect(decide(of)).toMatchObject({ kind: 'refused', order });
  });

  it.each([
    ['refuse', 'another', 'n', 'TokenInvalid'],
    ['refuse', 'the same', 'm', undefined],
    ['refuse', 'no', undefined, undefined],
    ['report', 'another', 'n', undefined],
  ] as const)('under %s of an agreement with %s merchant', (agreementMerchant, _, referenceMerchantId, refusal) => {
    const payer = { token: 'valid', agreementId: 'g', customerId: 'c', referenceMerchantId } as const;
    const kind = refusal ? 'refused' : 'paid';
    expect(decide({ over: { payer }, rules: { agreementMerchant } })).toMatchObject({
      kind,
      order: refusal ? { refusal } : {},
    });
  });

  it('names the customer of a refused order only when the token was valid', () => {
    expect(decide({ over: unknown })).toHaveProperty('order.customerId', undefined);
    expect(decide({ wallet: { balance: 0n } })).toHaveProperty('order.customerId', 'c');
  });

  it('is undecided, never refused, while the wallet has not arrived; but a refused token needs none', () => {
    const none: Means = { wallet: undefined, usedToday: 0n };
    expect(decide({}, none)).toEqual({ kind: 'undecided', reason: 'no-account' });
    expect(decide({ over: unknown }, none)).toMatchObject({ kind: 'refused' });
  });

  it.each([
    ['limits', { limits: limitsIn(['USD'], { single: 100n, dailyAmount: 300n, dailyCount: 3 }) }],
    ['limits of agreements', { agreementLimits: limitsIn(['USD'], { single: 100n, dailyAmount: 150n }) }],
  ])('is undecided, never refused, without %s in its currency', (_, rules) => {
    expect(decide({ rules })).toEqual({ kind: 'undecided', reason: 'no-limits' });
    expect(decide({ rules, wallet: { status: 'FROZEN' } })).toMatchObject({ kind: 'refused' });
  });

  it("is judged by the limits of the wallet's currency, which the user pays in", () => {
    const yuan = { currency: 'CNY', accountId: 'wallet:c:CNY', today: { amount: 0n, count: 0 } } as const;
    const all = { single: 1n, dailyAmount: 1n, dailyCount: 3 };
    const both = (cny: bigint) => {
      const { single, dailyAmount } = limitsIn(['CNY'], { single: cny, dailyAmount: cny });
      const low = limitsIn(['HKD'], all);
      return {
        ...low,
        single: new Map([...low.single, ...single]),
        dailyAmount: new Map([...low.dailyAmount, ...dailyAmount]),
      };
    };
    const pay = (cny: bigint) =>
      decide({ wallet: yuan, usedToday: 0n, rules: { limits: both(cny), agreementLimits: both(cny) } });
    expect(pay(90n)).toMatchObject({ kind: 'paid', order: { debit: Money.of('CNY', 90n) } });
    expect(pay(89n)).toMatchObject({ kind: 'refused', order: { refusal: 'SingleLimitExceeded' } });
  });
});
