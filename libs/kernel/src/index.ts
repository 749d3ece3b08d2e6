export type { Brand } from './brand';
export { Breaker } from './breaker';
export type { BreakerRules, Call, CallResult } from './breaker';
export { isCardNumber, maskCardNumbers } from './card-number';
export { asciiDigits } from './decimal-digits';
export { isSameOperator, judgeVerdict } from './four-eyes';
export type { Verdict, VerdictRefusal } from './four-eyes';
export type {
  AccountId,
  AgreementId,
  CustomerId,
  PaymentId,
  PaymentRequestId,
  ReferenceAgreementId,
  RefundId,
  RefundRequestId,
} from './ids';
export { done, refused, unknown } from './outcome';
export type { Done, Outcome, Refused, Unknown } from './outcome';
export { orderRefusals, refusals } from './refusals';
export type { OrderRefusal, Refusal, RefundRefusal } from './refusals';
export { systemClock } from './clock';
export type { Clock } from './clock';
export { assertNever } from './assert-never';
export { parseJson } from './parse-json';
