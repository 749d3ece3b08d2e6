/** The rules of codes; all settings. */
export interface OtpLimits extends SubjectLimits, AccountLimits, PrefixLimits, CountryLimits {
  readonly sendsPerNumberHour: number;
  readonly sendsPerNumberDay: number;
  /** For the orders of one merchant, or the authCodes of one auth client. */
  readonly sendsPerMerchantHour: number;
}

/** Of one order, authCode or access token. */
export interface SubjectLimits {
  /** A code's life; its subject's expiry may cut it short. */
  readonly codeLifeMs: number;
  /** Distinct wrong codes of a subject, over all its codes. */
  readonly maxTries: number;
  /** The cool-down before a resend or a challenge sends another code of the same subject. */
  readonly resendMs: number;
  readonly maxSends: number;
  /** A send whose outcome is not known after this time is taken for lost. */
  readonly smsTimeoutMs: number;
}

/** Of one customer, over all subjects. */
export interface AccountLimits {
  /** Wrong codes in a row, after which nothing is sent and no code is compared for `accountBlockMs`. */
  readonly wrongCodesPerAccount: number;
  readonly accountBlockMs: number;
}

/** Of ten thousand numbers that differ in their last four digits. */
export interface PrefixLimits {
  readonly sendsPerPrefix: number;
  readonly prefixWindowMs: number;
  /** When of the last `conversionSends` codes fewer than `conversionPercent` came back, `prefixBlockMs` of nothing; 0: never. */
  readonly conversionSends: number;
  readonly conversionPercent: number;
  readonly prefixBlockMs: number;
}

/** Sends of a day, by calling code. */
export interface CountryLimits {
  /** Undefined: no budget. */
  readonly sendsPerCountryDay: number | undefined;
  /** Countries with a budget of their own. */
  readonly countryBudgets: ReadonlyMap<string, number>;
}
