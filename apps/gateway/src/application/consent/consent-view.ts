import type { AgreementScope } from '@wallet/contracts';
import type { FormSubject } from './form-tokens';

/** Who asks for what, and where the answer goes. */
export interface ConsentRequest {
  readonly authClientName: string;
  readonly scopes: readonly AgreementScope[];
  /** Host of the auth client's address, with its port if it is not the usual one. */
  readonly returnHost: string;
}

/**
 * Why nothing can be decided here: no such consent; an address that we do not send users to; an account that cannot agree; a
 * form that is not ours; too many calls; no answer in time.
 */
export type Obstacle = 'not-found' | 'no-way-back' | 'account' | 'foreign-form' | 'overload' | 'no-answer';

/** What the user sees, without words. */
export type ConsentView =
  | {
      readonly kind: 'question';
      readonly request: ConsentRequest;
      /** Masked. */
      readonly userLoginId: string;
      readonly form: FormSubject & { readonly formToken: string };
    }
  | {
      readonly kind: 'log-in';
      readonly request: ConsentRequest;
      readonly hadSession: boolean;
      /** Where the wallet's app makes a session and comes back with it. */
      readonly walletAppUrl: string;
    }
  | {
      readonly kind: 'given' | 'refused';
      readonly authClientName: string;
      /** Present while going back still makes sense. */
      readonly returnUrl: string | undefined;
    }
  | { readonly kind: 'expired'; readonly authClientName: string }
  | { readonly kind: 'obstacle'; readonly obstacle: Obstacle };

/** The user has decided and goes back to the auth client. */
export interface SentBack {
  readonly kind: 'sent-back';
  readonly decision: 'given' | 'refused';
  readonly returnUrl: string;
}

export const obstacle = (what: Obstacle): ConsentView => ({ kind: 'obstacle', obstacle: what });
