import type { JsonObject } from '../wire/exchange';

/** An amount as it is on the wire: minor units as text. */
export interface WireAmount {
  readonly currency: string;
  readonly value: string;
}

/** The two amounts of a payment; the wallet may state one of them only. */
export interface Amounts {
  readonly paymentAmount?: WireAmount;
  readonly payToAmount?: WireAmount;
}

/** Undefined when the field is absent or no amount. */
export function amountOf(body: JsonObject | undefined, field: string): WireAmount | undefined {
  const { currency, value } = (body?.[field] ?? {}) as Partial<Record<string, unknown>>;
  const isAmount = typeof currency === 'string' && typeof value === 'string' && /^\d{1,18}$/.test(value);
  return isAmount ? { currency, value } : undefined;
}

export function amountsOf(body: JsonObject | undefined): Amounts {
  const [paymentAmount, payToAmount] = [amountOf(body, 'paymentAmount'), amountOf(body, 'payToAmount')];
  return { ...(paymentAmount && { paymentAmount }), ...(payToAmount && { payToAmount }) };
}

/** Of amounts in one currency, `currency` when there are none. Others are left out. */
export function sumOf(amounts: readonly (WireAmount | undefined)[], currency: string): WireAmount {
  const same = amounts.filter((amount) => amount?.currency === currency);
  return { currency, value: same.reduce((sum, amount) => sum + BigInt(amount?.value ?? 0), 0n).toString() };
}

export const isSame = (left: WireAmount | undefined, right: WireAmount | undefined): boolean =>
  left?.currency === right?.currency && left?.value === right?.value;

export const textOf = (amount: WireAmount | undefined): string =>
  amount ? `${amount.currency} ${amount.value}` : 'no amount';
