import type { ResultCode } from '@wallet/alipayplus';
import type { OrderRefusal } from '@wallet/contracts';

/** Total: a new refusal does not compile until somebody chooses its wire code. The same codes as the gateway answers. */
export const refusalCodes: Record<OrderRefusal, ResultCode> = {
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
  QuoteExpired: 'ORDER_IS_CLOSED',
  QuoteInconsistent: 'PARAM_ILLEGAL',
  RepeatInconsistent: 'REPEAT_REQ_INCONSISTENT',
  SingleLimitExceeded: 'PAYMENT_AMOUNT_EXCEED_LIMIT',
  TokenExpired: 'EXPIRED_ACCESS_TOKEN',
  TokenInvalid: 'INVALID_TOKEN',
};
