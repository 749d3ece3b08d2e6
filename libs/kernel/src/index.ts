export type { Brand } from './brand';
export { Breaker, type BreakerRules, type Call, type CallResult } from './breaker';
export { isCardNumber, maskCardNumbers } from './card-number';
export { asciiDigits } from './decimal-digits';
export { isSameOperator, judgeVerdict, type Verdict, type VerdictRefusal } from './four-eyes';
export type {
  AccountId,
  AgreementId,
  CustomerId,
  OrderId,
  PaymentId,
  PaymentRequestId,
  ReferenceAgreementId,
  RefundId,
  RefundRequestId,
} from './ids';
export { isKeyVersion, keyVersionForm, newestFirst } from './key-version';
export { done, refused, unknown, type Done, type Outcome, type Refused, type Unknown } from './outcome';
export { orderRefusals, refusals, type OrderRefusal, type Refusal, type RefundRefusal } from './refusals';
export { systemClock, type Clock } from './clock';
export { assertNever } from './assert-never';
export { parseJson } from './parse-json';
