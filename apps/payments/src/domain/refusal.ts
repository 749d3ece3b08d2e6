/** Every "no" of payments: a final business decision, the same on Kafka and in the table of orders. */
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
  | 'RepeatInconsistent'
  | 'SingleLimitExceeded'
  | 'TokenExpired'
  | 'TokenInvalid';
