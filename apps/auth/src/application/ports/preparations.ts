import type { AgreementFact, AgreementScope, Binding } from '@wallet/contracts';
import type { CustomerId } from '@wallet/kernel';
import type { CodeState } from '../../domain/code-state';
import type { Consent } from '../../domain/consent';

interface Prepared extends Binding {
  /** A UUID. */
  readonly preparationId: string;
  /** What a repeat must match. */
  readonly parametersHash: string;
  /** The one that a user reads. */
  readonly authClientName: string;
  readonly referenceMerchantId: string | undefined;
  readonly scopes: readonly AgreementScope[];
}

export interface SmsPreparation extends Prepared {
  readonly flow: 'SMS';
  readonly customerId: CustomerId;
  /** The newest one. */
  readonly code: CodeState | undefined;
}

export interface RedirectPreparation extends Prepared {
  readonly flow: 'REDIRECT';
  readonly consentId: string;
  readonly consent: Consent;
  /** Where the user returns to. */
  readonly authRedirectUrl: string;
  readonly authState: string;
}

/** One prepare; there is at most one of a binding, for ever. */
export type Preparation = SmsPreparation | RedirectPreparation;

/** What is stored of a decision, all of it or nothing. */
export interface PreparationChange {
  readonly code?: { readonly number: number; readonly hash: string; readonly expiresAt: Date };
  readonly consent?: Pick<Consent, 'state' | 'expiresAt' | 'customerId'>;
  readonly fact?: { readonly payload: AgreementFact; readonly traceparent: string };
}

export interface Decided<T> {
  readonly result: T;
  readonly change?: PreparationChange | undefined;
}

/** Nobody else changes a preparation between the question to `decide` and its answer. All of it throws DependencyFault. */
export interface Preparations {
  /**
   * Gives `decide` the preparation of the draft's binding: the stored one, or the draft, which is then stored.
   * Undefined: the binding has an agreement that was never prepared; nothing is stored.
   */
  prepare<T>(draft: Preparation, now: Date, decide: (stored: Preparation) => Decided<T>): Promise<T | undefined>;

  find(binding: Binding): Promise<Preparation | undefined>;

  findConsent(consentId: string): Promise<RedirectPreparation | undefined>;

  /** Undefined: there is no such consent. */
  changeConsent<T>(
    consentId: string,
    now: Date,
    decide: (stored: RedirectPreparation) => Decided<T>,
  ): Promise<T | undefined>;
}
