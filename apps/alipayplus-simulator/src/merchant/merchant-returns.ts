import { z } from 'zod';

/** As the query of the address tells it. */
export const merchantReturn = z.object({
  referenceAgreementId: z.string().optional(),
  authState: z.string().optional(),
  authCode: z.string().optional(),
});
/** A user who came back from the wallet; without a code: no consent. */
export type MerchantReturn = z.output<typeof merchantReturn> & { readonly at: string };

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
