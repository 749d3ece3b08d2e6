import type { CustomerId } from '@wallet/kernel';
import type { Money } from '@wallet/money';
import type { Quote } from '../admission/quote';

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** A part of a request that is kept, compared and echoed as it came. */
export type Verbatim = Record<string, Json>;

/** How Alipay+ named the customer. */
export type CustomerLookup =
  | { readonly by: 'loginId'; readonly loginId: string; readonly loginIdType: string }
  | { readonly by: 'paymentMethodId'; readonly paymentMethodId: string }
  | { readonly by: 'accessToken'; readonly accessTokenHash: string }
  /** By the code that this customer's app scanned; its hash. */
  | { readonly by: 'code'; readonly customerId: CustomerId; readonly codeHash: string };

/** What is told with the result, as it came. */
export interface Echoed {
  readonly paymentPromoInfo?: Verbatim | undefined;
}

/** What the cashier and the result page of a scanned order show beside its terms. */
export interface Cashier {
  /** The merchant's price, in the merchant's currency. */
  readonly orderAmount: Money;
  readonly storeName?: string | undefined;
  /** Where the user goes on after the payment. */
  readonly redirectUrl?: string | undefined;
}

/** What was ordered; it never changes. */
export interface Terms extends Echoed {
  /** What the user was asked for. */
  readonly paymentAmount: Money;
  /** What the wallet settles to Alipay+. */
  readonly payToAmount: Money;
  /** `undefined`: none was chosen, because the wallet itself scanned the code. */
  readonly paymentMethodType?: string | undefined;
  readonly referenceMerchantId: string;
  readonly merchantName: string;
  /** The merchant's words; missing where the command was of a release that did not carry them. */
  readonly orderDescription?: string | undefined;
  readonly lookup: CustomerLookup;
  readonly acquirerId: string;
  readonly paymentQuote?: Quote | undefined;
  readonly surchargeInfo?: Verbatim | undefined;
  /** Where Alipay+ wants to be told the result, unless at the agreed address. */
  readonly paymentNotifyUrl?: string | undefined;
  /** Of a scanned order only. */
  readonly cashier?: Cashier | undefined;
}

/** Do the key parameters of a repeat agree with what was ordered? Source: `docs/alipayplus.md`. */
export function isSameOrder(ordered: Terms, again: Terms): boolean {
  return (
    ordered.paymentAmount.equals(again.paymentAmount) &&
    ordered.payToAmount.equals(again.payToAmount) &&
    ordered.paymentMethodType === again.paymentMethodType &&
    lookupKey(ordered.lookup) === lookupKey(again.lookup) &&
    isSameVerbatim(ordered.surchargeInfo, again.surchargeInfo) &&
    isSameVerbatim(ordered.paymentPromoInfo, again.paymentPromoInfo) &&
    ordered.cashier?.orderAmount.toString() === again.cashier?.orderAmount.toString()
  );
}

/** Deep equality, whatever the order of the keys. */
export const isSameVerbatim = (a: Verbatim | undefined, b: Verbatim | undefined): boolean =>
  JSON.stringify(sorted(a ?? null)) === JSON.stringify(sorted(b ?? null));

/** Every object as a list of its members by name. */
function sorted(json: Json): Json {
  if (Array.isArray(json)) return json.map(sorted);
  if (json === null || typeof json !== 'object') return json;
  return {
    members: Object.keys(json)
      .sort()
      .map((key) => [key, sorted(json[key] ?? null)]),
  };
}

/** One order may be behind several codes, so the code is none of its key parameters. */
function lookupKey(lookup: CustomerLookup): string {
  if (lookup.by === 'loginId') return JSON.stringify([lookup.by, lookup.loginIdType, lookup.loginId]);
  return JSON.stringify([lookup.by, nameOf(lookup)]);
}

function nameOf(lookup: Exclude<CustomerLookup, { by: 'loginId' }>): string {
  if (lookup.by === 'code') return lookup.customerId;
  return lookup.by === 'accessToken' ? lookup.accessTokenHash : lookup.paymentMethodId;
}
