import type { CustomerLookup } from '@wallet/contracts';

/** The wallet's app vouches for its user, who opens the consent page in a browser. */
export interface WalletSession {
  /** Undefined: the session has ended, or is none. Throws DependencyFault when nobody can tell now. */
  userOf(session: string, consentId: string): Promise<CustomerLookup | undefined>;
}
