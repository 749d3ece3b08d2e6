import type { OrderView, Quote } from '@wallet/contracts';
import { refusals, type CustomerId } from '@wallet/kernel';
import { Money } from '@wallet/money';
import { z } from 'zod';
import { failureOf } from '../scan/advice';
import type { ToldAmount, ToldOrder } from './order-forms';

/** What Alipay+ asks to be shown. */
const brandLine = 'Powered by Alipay+';
const redirectAfterSeconds = 6;

type Shown = Exclude<OrderView, { state: 'handledBySdk' }>;

/** Whose app is told, of which wallet. */
export interface Told {
  readonly customerId: CustomerId;
  readonly walletName: string;
}

/** An order as the app shows it, on the cashier, as a result and in the history. */
export function toldOrder(view: OrderView, told: Told): ToldOrder {
  const { orderId, state, createdAt, expiresAt } = view;
  const always = { orderId, state, createdAt, brandLine, ...(expiresAt && { expiresAt }) };
  if (view.state === 'handledBySdk') return always;
  return withoutAbsent({ ...always, ...amountsOf(view), ...wordsOf(view), ...outcomeOf(view), ...payerOf(told) });
}

function amountsOf(view: Shown) {
  const { orderAmount, paymentAmount, payToAmount, debit, quote } = view;
  return {
    orderAmount: amountOf(orderAmount),
    paymentAmount: amountOf(paymentAmount),
    payToAmount: amountOf(payToAmount),
    walletAmount: amountOf(debit),
    localAmountExact: debit && orderAmount && isExact(view),
    quote: quote && paymentAmount.currency !== payToAmount.currency ? rateOf(quote) : undefined,
    discounts: discountsOf(view),
  };
}

/** Whether nothing stands between the merchant's price and what is paid but the rate. */
function isExact({ orderAmount, paymentAmount, payToAmount, surchargeInfo, paymentPromoInfo }: Shown): boolean {
  if (surchargeInfo !== undefined || paymentPromoInfo !== undefined) return false;
  return [paymentAmount, payToAmount].some((amount) => orderAmount?.equals(amount));
}

const rateOf = ({ quoteCurrencyPair: pair, quotePrice: price, quoteUnit: unit }: Quote) =>
  withoutAbsent({ pair, price, unit });

const promotions = z.object({
  paymentPromoDetails: z.array(
    z.object({
      promoName: z.string().optional().catch(undefined),
      savingsAmount: z.object({ currency: z.string(), value: z.string() }),
    }),
  ),
});

/** Those of them that say what they save; what comes of Alipay+ is otherwise not read. */
function discountsOf({ paymentPromoInfo }: Shown) {
  const read = promotions.safeParse(paymentPromoInfo);
  if (!read.success) return undefined;
  const known = read.data.paymentPromoDetails.filter(
    ({ savingsAmount: { currency, value } }) => Money.parse(currency, value).ok,
  );
  return known.map(({ promoName: name, savingsAmount: amount }) => withoutAbsent({ name, amount }));
}

function wordsOf({ merchantName, storeName, orderDescription, redirectUrl }: Shown) {
  return {
    merchantName,
    storeName,
    orderDescription,
    redirectUrl,
    redirectAfterSeconds: redirectUrl === undefined ? undefined : redirectAfterSeconds,
  };
}

function outcomeOf(view: Shown) {
  if (view.state === 'succeeded') return { paidAt: view.paidAt, refundedAmount: amountOf(view.refundedAmount) };
  const failure = view.refusal && failureOf(refusals[view.refusal]);
  if (view.state === 'waiting') return { failure };
  return { failure, cancelledAt: view.cancelledAt, paidAt: view.paidAt };
}

const payerOf = ({ customerId, walletName }: Told) => ({
  paymentMethod: walletName,
  maskedAccount: `****${customerId.slice(-4)}`,
});

const amountOf = (money: Money | undefined): ToldAmount | undefined => money?.toJSON();

type Present<Fields> = { [Name in keyof Fields]: Exclude<Fields[Name], undefined> };

/** A field that is not there is not sent, and so is not in the answer that is checked either. */
function withoutAbsent<Fields extends object>(fields: Fields): Partial<Present<Fields>> & Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
}
