/** Why an order is refused, and the code that Alipay+ is told. The names are stored with orders and cross Kafka. */
export const orderRefusals = {
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
} as const;
export type OrderRefusal = keyof typeof orderRefusals;

/** Why a cancellation or a refund is refused, beside the refusals that they share with orders. */
const reversalRefusals = {
  CancelWindowExceeded: 'CANCEL_WINDOW_EXCEED',
  RefundAmountExceeded: 'REFUND_AMOUNT_EXCEED',
  RefundWindowExceeded: 'REFUND_WINDOW_EXCEED',
} as const;

/** Why a code, a token or a consent is refused, beside the refusals that it shares with orders. */
const authorizationRefusals = {
  AuthClientInvalid: 'INVALID_AUTH_CLIENT',
  CodeExpired: 'EXPIRED_CODE',
  CodeInvalid: 'INVALID_CODE',
  CodeNotSendable: 'PROCESS_FAIL',
  CodeUsed: 'USED_CODE',
  RefreshTokenExpired: 'EXPIRED_REFRESH_TOKEN',
  RefreshTokenInvalid: 'INVALID_REFRESH_TOKEN',
  RefreshTokenUsed: 'USED_REFRESH_TOKEN',
  // Told on the consent page and to the wallet app, never to Alipay+.
  AgreementNotFound: 'PROCESS_FAIL',
  ConsentDecided: 'PROCESS_FAIL',
  ConsentExpired: 'PROCESS_FAIL',
  ConsentNotFound: 'PROCESS_FAIL',
} as const;

/** Every expected "no" of the system: a final business decision. */
export const refusals = { ...orderRefusals, ...reversalRefusals, ...authorizationRefusals } as const;
export type Refusal = keyof typeof refusals;

/** Why a refund is refused: stored under its refundRequestId. */
export type RefundRefusal = Extract<
  Refusal,
  | 'AmountsInconsistent'
  | 'CustomerNotFound'
  | 'OrderClosed'
  | 'OrderNotFound'
  | 'RefundAmountExceeded'
  | 'RefundWindowExceeded'
>;
