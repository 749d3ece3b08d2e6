import { settlePayment, type Answer, type Handled, type SettlePaymentCommand } from '@wallet/contracts';
import { Money } from '@wallet/money';
import { createLogger } from '@wallet/service';
import { fakeMessage } from '@wallet/testkit';
import fc from 'fast-check';
import type { Order, WaitingOrder } from '../domain/order/order';
import { OrderBook } from '../domain/payment/order-book';
import type { Posting } from '../domain/ledger/posting';
import type { Wallet } from '../domain/wallet/wallet';
import { SettlePayment, type LockedWallets, type Settlements } from './settle-payment';
import { limitsIn } from '../../test/limits-in';

const start = new Date('2026-01-01T00:00:00Z').getTime();
const orderIds = ['p-0', 'p-1', 'p-2', 'p-3'];
const accountId = 'wallet:c:HKD';
const bound = (amount: Money) => ({ amount, referenceMerchantId: 'm', customerId: 'c' });

function waiting(paymentRequestId: string, value: bigint): WaitingOrder {
  const debit = Money.of('HKD', value);
  const lookup = { by: 'paymentMethodId', paymentMethodId: 't' } as const;
  const parties = { paymentMethodType: 'W', referenceMerchantId: 'm', merchantName: 'M', acquirerId: 'a', lookup };
  return {
    kind: 'EASY_PAY',
    paymentRequestId,
    version: 1,
    state: 'WAITING_FOR_OTP',
    terms: { paymentAmount: debit, payToAmount: debit, ...parties },
    payer: { customerId: 'c', accountId, mobileNumber: '+85252412345' },
    debit,
    expiresAt: new Date(start + 60_000),
  };
}

/** Keeps the books as the real store does, in memory. */
class Books implements Settlements {
  readonly orders = new Map<string, Order>();
  readonly postings: Posting[] = [];
  wallet: Wallet;

  constructor(values: readonly bigint[], balance: bigint) {
    values.forEach((value, index) => this.orders.set(`p-${index}`, waiting(`p-${index}`, value)));
    const today = { amount: 0n, count: 0 };
    this.wallet = { accountId, customerId: 'c', currency: 'HKD', status: 'ACTIVE', balance, today };
  }

  settle<T>(_causes: readonly unknown[], _time: unknown, decide: (book: OrderBook, wallets: LockedWallets) => T) {
    const book = new OrderBook(this.orders.values());
    const wallets: LockedWallets = new Map([[accountId, this.wallet]]);
    const result = decide(book, wallets);
    for (const order of book.changes) this.orders.set(order.paymentRequestId, order);
    this.postings.push(...book.postings);
    this.wallet = wallets.get(accountId)!;
    return Promise.resolve(result);
  }
}

const verdicts = ['accepted', 'wrong', 'exhausted', 'unavailable', 'other-amount', 'foreign-code'] as const;
const request = fc.record({ id: fc.constantFrom(...orderIds, 'p-none'), verdict: fc.constantFrom(...verdicts) });
const batch = fc.record({ requests: fc.array(request, { maxLength: 8 }), passedMs: fc.constantFrom(0, 30_000) });

function messageOf({ id, verdict }: { id: string; verdict: (typeof verdicts)[number] }, value: bigint) {
  const amount = Money.of('HKD', value);
  const right = { verdict: 'accepted', verifyRequestId: 'v', bound: bound(amount) } as const;
  const settlements: Record<typeof verdict, Omit<SettlePaymentCommand, 'paymentRequestId'>> = {
    accepted: { verification: right, paymentAmount: amount },
    wrong: { verification: { verdict: 'wrong' } },
    exhausted: { verification: { verdict: 'exhausted' } },
    unavailable: { verification: { verdict: 'unavailable' } },
    'other-amount': { verification: right, payToAmount: Money.of('HKD', value + 1n) },
    'foreign-code': { verification: { ...right, bound: { ...right.bound, customerId: 'd' } } },
  };
  return fakeMessage(settlePayment, { paymentRequestId: id, ...settlements[verdict] });
}

describe('settling payments', () => {
  it('keeps money and promises over every sequence of batches', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.bigInt(1n, 60n), { minLength: 4, maxLength: 4 }),
        fc.bigInt(0n, 150n),
        fc.array(batch, { maxLength: 6 }),
        async (values, balance, batches) => {
          const books = new Books(values, balance);
          const said: [key: string, handled: Handled][] = [];
          let now = start;
          const clock = { now: () => new Date(now) };
          const useCase = new SettlePayment(
            { settlements: books, clock, logger: createLogger('payments', 'silent') },
            {
              limits: limitsIn(['HKD'], { single: 50n, dailyAmount: 120n, dailyCount: 3 }),
              agreementMerchant: 'report',
              minKycLevel: 1,
              orderLifeMs: 1,
              agreementLimits: limitsIn(['HKD'], { single: 0n, dailyAmount: 0n }),
              tokenOrderLifeMs: 1,
              refundWindowDays: 366,
              dayOffsetMinutes: 0,
            },
          );
          for (const { requests, passedMs } of batches) {
            now += passedMs;
            const commands = requests.map((each) => messageOf(each, values[orderIds.indexOf(each.id)] ?? 1n));
            const handled = await useCase.execute(commands);
            expect(handled).toHaveLength(commands.length);
            handled.forEach((each, index) => said.push([commands[index]!.key, each]));
          }

          const finals = new Map<string, Answer>();
          for (const [key, answer] of said) {
            if (typeof answer !== 'object' || 'topic' in answer) throw new Error(`${key} is not answered`);
            const promised = finals.get(key);
            if (promised) expect(answer).toEqual(promised);
            else if (answer.outcome !== 'unknown') finals.set(key, answer);
          }
          const paid = [...books.orders.values()].filter(({ state }) => state === 'PAID');
          const spent = paid.reduce(
            (sum, { paymentRequestId }) => sum + values[orderIds.indexOf(paymentRequestId)]!,
            0n,
          );
          expect(books.wallet.balance).toBe(balance - spent);
          expect(books.wallet.balance).toBeGreaterThanOrEqual(0n);
          expect(books.postings.map(({ subject }) => subject.orderId).sort()).toEqual(
            paid.map(({ paymentRequestId }) => paymentRequestId).sort(),
          );
          expect(books.wallet.today).toEqual({ amount: spent, count: paid.length });
          expect(spent <= 120n && paid.length <= 3).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });
});
