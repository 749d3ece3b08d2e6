/** The rules of one order's codes; all settings. */
export interface OtpLimits {
  /** A code's life; the order's expiry may cut it short. */
  readonly codeLifeMs: number;
  /** Distinct wrong codes of an order, over all its codes. */
  readonly maxTries: number;
  /** The cool-down before sendOTP sends another code of the same order. */
  readonly resendMs: number;
  readonly maxSends: number;
  readonly sendsPerNumberHour: number;
  readonly sendsPerNumberDay: number;
  /** A send whose outcome is not known after this time is taken for lost. */
  readonly smsTimeoutMs: number;
}
