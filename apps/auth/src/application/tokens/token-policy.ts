export interface TokenPolicy {
  /** How long an exact repeat is given the same tokens, and a replaced access token works, while nobody uses the new ones. */
  readonly graceMs: number;
  readonly accessTokenLifeMs: number;
  readonly refreshTokenLifeMs: number;
}
