import type { CustomerLookup } from '@wallet/contracts';
import type { WalletSession } from '../../application/consent/wallet-session';
import type { WalletAppTokens } from './wallet-app-tokens';

const maxLifeSeconds = 600;

/** A session is a token that the wallet's app has signed for this consent page: `aud` is `consent:<id>`, `exp` at most 10 min ahead. */
export class SignedLinkSession implements WalletSession {
  constructor(private readonly tokens: WalletAppTokens) {}

  async userOf(session: string, consentId: string): Promise<CustomerLookup | undefined> {
    const customerId = await this.tokens.customerOf(session, { audience: `consent:${consentId}`, maxLifeSeconds });
    return customerId === undefined ? undefined : { by: 'paymentMethodId', paymentMethodId: customerId };
  }
}
