import type { CustomerLookup, IdentifiedCustomer, TokenRefusal } from '@wallet/contracts';
import type { IdentifyCustomers } from '../customers/identify-customers';
import type { ResolvePayers } from './resolve-payers';

export interface IdentifiedPayer {
  readonly customer: IdentifiedCustomer | null;
  /** Why there is none, when an access token named it. */
  readonly tokenRefusal?: TokenRefusal;
}

/** Finds those who pay, also by access token. Refuses nobody: the owner of the payment decides. */
export class IdentifyPayers {
  constructor(
    private readonly identifyCustomers: Pick<IdentifyCustomers, 'execute'>,
    private readonly resolvePayers: Pick<ResolvePayers, 'execute'>,
  ) {}

  /** One result for each lookup, in their order. Throws DependencyFault. */
  async execute(lookups: readonly CustomerLookup[]): Promise<IdentifiedPayer[]> {
    const hashes = lookups.flatMap((lookup) => (lookup.by === 'accessToken' ? [lookup.accessTokenHash] : []));
    const resolutions = (await this.resolvePayers.execute(hashes, 'AGREEMENT_PAY')).values();
    const named = lookups.map((lookup): CustomerLookup | TokenRefusal => {
      if (lookup.by !== 'accessToken') return lookup;
      const resolution = resolutions.next().value;
      if (!resolution) throw new Error('an access token has no resolution');
      if (resolution.token === 'refused') return resolution.refusal;
      return { by: 'paymentMethodId', paymentMethodId: resolution.agreement.customerId };
    });
    const customers = await this.identifyCustomers.execute(named.filter((each) => typeof each !== 'string'));
    const found = customers.values();
    return named.map((each) =>
      typeof each === 'string' ? { customer: null, tokenRefusal: each } : { customer: found.next().value ?? null },
    );
  }
}

/** Of the access token that names who it is, if one does. */
export const hashOfLookup = ({ customer }: { readonly customer: CustomerLookup }): string | undefined =>
  customer.by === 'accessToken' ? customer.accessTokenHash : undefined;
