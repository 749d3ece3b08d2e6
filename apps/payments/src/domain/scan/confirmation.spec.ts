import { limitsIn } from '../../../test/limits-in';
import { expiresAt, paidAt, scannedOrder } from '../../../test/orders';
import type { Wallet } from '../wallet/wallet';
import { decideConfirmation } from './confirmation';

const wallet: Wallet = {
  accountId: 'wallet:c:HKD',
  customerId: 'c',
  currency: 'HKD',
  status: 'ACTIVE',
  balance: 100n,
  today: { amount: 0n, count: 0 },
};
const limits = limitsIn(['HKD'], { single: 100n, dailyAmount: 200n, dailyCount: 2 });
const time = { now: paidAt, day: '2026-01-01' };

function decide(over: Partial<Wallet> = {}, { now = paidAt, order = scannedOrder, rules = limits } = {}) {
  return decideConfirmation(order, { ...wallet, ...over }, { time, now, limits: rules });
}

describe('a confirmed order', () => {
  it('is paid from the wallet, which has less afterwards', () => {
    const decision = decide();
    if (decision.kind !== 'paid') throw new Error(decision.kind);
    const { kind, state, version, customerId, accountId, debit } = decision.order;
    expect({ kind, state, version, customerId, accountId, debit: String(debit) }).toEqual({
      kind: 'SCAN',
      state: 'PAID',
      version: 2,
      customerId: 'c',
      accountId: wallet.accountId,
      debit: 'HKD 1.00',
    });
    expect(decision.order.paymentId).toMatch(/^20260101\d{26}$/);
    expect([decision.wallet.balance, decision.wallet.today]).toEqual([0n, { amount: 100n, count: 1 }]);
    expect(decision.posting.entries.map(({ amount }) => amount)).toEqual([-100n, 100n, -90n, 90n]);
  });

  it.each([
    ['the balance', { balance: 99n }, 'BalanceNotEnough'],
    ['a limit of its own', { limits: { single: 99n } }, 'SingleLimitExceeded'],
    ['what was paid today', { today: { amount: 101n, count: 1 } }, 'DailyAmountLimitExceeded'],
    ['how often was paid today', { today: { amount: 0n, count: 2 } }, 'DailyCountLimitExceeded'],
  ])('waits on when %s says no', (_what, over, refusal) => {
    expect(decide(over)).toEqual({ kind: 'declined', refusal });
  });

  const quote = { quoteId: 'q', quoteCurrencyPair: 'CNY/HKD', quotePrice: '1.1111' };
  const quoted = (quoteExpiryTime: Date) => {
    const paymentQuote = { ...quote, quoteExpiryTime: quoteExpiryTime.toISOString() };
    return { ...scannedOrder, terms: { ...scannedOrder.terms, paymentQuote } };
  };
  it.each([
    ['at its expiry', {}, { now: expiresAt }, 'CLOSED OrderClosed'],
    ['when its quote has expired', {}, { order: quoted(paidAt) }, 'CLOSED QuoteExpired'],
    ['when the wallet is frozen', { status: 'FROZEN' }, {}, 'FAILED CustomerNotActive'],
    ['when the wallet is closed and empty', { status: 'CLOSED', balance: 0n }, {}, 'FAILED CustomerNotActive'],
  ] as const)('is refused for good %s', (_when, over, more, expected) => {
    const decision = decide(over, more);
    if (decision.kind !== 'refused') throw new Error(decision.kind);
    const { kind, version, state, refusal } = decision.order;
    expect([kind, version, `${state} ${refusal}`]).toEqual(['SCAN', 2, expected]);
  });

  it('is paid up to the last moment before its expiry', () => {
    expect(decide({}, { now: new Date(expiresAt.getTime() - 1) }).kind).toBe('paid');
    expect(decide({}, { order: quoted(new Date(paidAt.getTime() + 1)) }).kind).toBe('paid');
  });

  it('is not decided in a currency without limits', () => {
    expect(decide({}, { rules: { ...limits, single: new Map() } })).toEqual({ kind: 'undecided' });
  });
});
