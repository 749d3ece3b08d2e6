import type { ResultCode } from '@wallet/alipayplus';
import type { Refusal, UnknownReason } from '@wallet/contracts';

/** Total: a new refusal does not compile until somebody chooses its wire code. */
export const refusalCodes: Record<Refusal, ResultCode> = {
  AmountsInconsistent: 'PARAM_ILLEGAL',
  BalanceNotEnough: 'USER_BALANCE_NOT_ENOUGH',
  CurrencyNotSupported: 'CURRENCY_NOT_SUPPORT',
  CustomerNotActive: 'USER_STATUS_ABNORMAL',
  CustomerNotFound: 'USER_NOT_EXIST',
  DailyAmountLimitExceeded: 'USER_AMOUNT_EXCEED_LIMIT',
  DailyCountLimitExceeded: 'PAYMENT_COUNT_EXCEED_LIMIT',
  KycNotQualified: 'USER_KYC_NOT_QUALIFIED',
  OrderClosed: 'ORDER_IS_CLOSED',
  OrderNotFound: 'ORDER_NOT_EXIST',
  OtpTriesExhausted: 'USER_PAYMENT_VERIFICATION_FAILED',
  RepeatInconsistent: 'REPEAT_REQ_INCONSISTENT',
  SingleLimitExceeded: 'PAYMENT_AMOUNT_EXCEED_LIMIT',
};

/** Every unknown is a `U`. A verify-and-pay that got no answer may still move money: see `verify-and-pay.ts`. */
export const unknownCodes: Record<UnknownReason, ResultCode> = {
  'awaiting-otp': 'VERIFICATION_IN_PROCESS',
  throttled: 'REQUEST_TRAFFIC_EXCEED_LIMIT',
  overload: 'REQUEST_TRAFFIC_EXCEED_LIMIT',
  fault: 'UNKNOWN_EXCEPTION',
  'no-answer': 'UNKNOWN_EXCEPTION',
};
