import type { ResultCode } from './result-codes';

/** Why a message is refused. Safe to answer and to log: names fields and rules, never a value that was received. */
export interface Refused {
  readonly ok: false;
  readonly code: ResultCode & ('PARAM_ILLEGAL' | 'BUSINESS_NOT_SUPPORT');
  /** The path of the field, such as `paymentAmount.value`; `body` for the message as a whole. */
  readonly field: string;
  readonly reason: string;
}

/** What every parser of this library returns. */
export type Parsed<Value> = { readonly ok: true; readonly value: Value } | Refused;

export const accepted = <Value>(value: Value): Parsed<Value> => ({ ok: true, value });

export const illegal = (field: string, reason: string): Refused => ({
  ok: false,
  code: 'PARAM_ILLEGAL',
  field,
  reason,
});
