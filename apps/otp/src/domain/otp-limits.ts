/** The rules of one subject's codes; all settings. */
export interface OtpLimits {
  /** A code's life; its subject's expiry may cut it short. */
  readonly codeLifeMs: number;
  /** Distinct wrong codes of a subject, over all its codes. */
  readonly maxTries: number;
  /** The cool-down before a resend or a challenge sends another code of the same subject. */
  readonly resendMs: number;
  readonly maxSends: number;
  readonly sendsPerNumberHour: number;
  readonly sendsPerNumberDay: number;
  /** A send whose outcome is not known after this time is taken for lost. */
  readonly smsTimeoutMs: number;
}
