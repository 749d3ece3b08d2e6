/** A user who came back from the wallet; without a code: no consent. */
export interface MerchantReturn {
  readonly at: string;
  readonly referenceAgreementId?: string | undefined;
  readonly authState?: string | undefined;
  readonly authCode?: string | undefined;
}

const maxReturns = 10_000;

/** Who came back to the merchant, the newest 10,000. */
export class MerchantReturns {
  private readonly returns: MerchantReturn[] = [];

  record(returned: MerchantReturn): void {
    this.returns.push(returned);
    if (this.returns.length > maxReturns) this.returns.shift();
  }

  /** The oldest first; of one `authState`, or all. */
  of(authState?: string): MerchantReturn[] {
    return this.returns.filter((returned) => authState === undefined || returned.authState === authState);
  }
}
