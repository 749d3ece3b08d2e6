/** Every "no" to an order: a final business decision, the same on Kafka and in the table of orders. */
export type Refusal =
  | 'AmountsInconsistent'
  | 'BalanceNotEnough'
  | 'CurrencyNotSupported'
  | 'CustomerNotActive'
  | 'CustomerNotFound'
  | 'DailyAmountLimitExceeded'
  | 'DailyCountLimitExceeded'
  | 'KycNotQualified'
  | 'OrderClosed'
  | 'OrderNotFound'
  | 'OtpTriesExhausted'
  | 'QuoteExpired'
  | 'QuoteInconsistent'
  | 'RepeatInconsistent'
  | 'SingleLimitExceeded'
  | 'TokenExpired'
  | 'TokenInvalid';

/** Every "no" to a refund, the same on Kafka and in the table of refunds. */
export type RefundRefusal =
  | 'AmountsInconsistent'
  | 'CustomerNotFound'
  | 'OrderClosed'
  | 'OrderNotFound'
  | 'RefundAmountExceeded'
  | 'RefundWindowExceeded';
