/** Where the access tokens of a load come from. */
export interface AgreementTokens {
  /** One for each customer, in their order. */
  of(loginIds: readonly string[]): Promise<string[]>;
}
