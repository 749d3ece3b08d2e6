import type { AgreementFact, Sealed } from '@wallet/contracts';
import type { OperatorNote } from '@wallet/operator-contract';
import type { AgreementId, CustomerId } from '@wallet/kernel';
import type { FoundToken } from '../../domain/access-token';
import type { Agreement, Binding, Scope } from '../../domain/agreement';
import type { IssuedCode } from '../../domain/code-grant';
import type { Token } from '../../domain/token';

export interface StoredAgreement extends Agreement {
  /** The live access token; null once cancelled. */
  readonly sealedAccessToken: Sealed | null;
  /** The live pair, while an exact repeat may ask for it. */
  readonly sealedAnswer: Sealed | null;
}

/** An authCode with what was prepared for it, and the agreement that it made. */
export interface StoredCode extends IssuedCode, Binding {
  readonly hash: string;
  readonly authClientName: string;
  readonly referenceMerchantId: string | null;
  readonly scopes: readonly Scope[];
  readonly customerId: CustomerId;
  readonly agreement: StoredAgreement | undefined;
  readonly answeredCalls: AnsweredCalls;
}

/** The fingerprints of the signed calls that were answered with the tokens of this code or refresh token. */
export type AnsweredCalls = readonly string[];

export interface StoredToken extends FoundToken<StoredAgreement> {
  readonly answeredCalls: AnsweredCalls;
}

/**
 * Inside one transaction. What is locked (a code before its agreement, always) changes by nobody else until it ends; all
 * that is stored, is stored together. Everything throws DependencyFault.
 */
export interface AgreementRecords {
  lockCode(hash: string): Promise<StoredCode | undefined>;
  lockToken(hash: string): Promise<StoredToken | undefined>;
  lockAgreement(by: Binding | Pick<Agreement, 'agreementId'>): Promise<StoredAgreement | undefined>;
  /** False, and nothing is stored: the binding has one. */
  insert(agreement: StoredAgreement): Promise<boolean>;
  /** The agreement must be locked and its version grown by one. */
  update(agreement: StoredAgreement): Promise<void>;
  burnCode(hash: string): Promise<void>;
  useCode(hash: string, agreement: StoredAgreement): Promise<void>;
  insertTokens(tokens: readonly Token[]): Promise<void>;
  /** Among the answered calls of a locked code or refresh token. */
  recordCall(of: 'auth_code' | 'token', hash: string, fingerprint: string): Promise<void>;
  /** What an operator did, and why. */
  recordRevocation(agreement: Agreement, note: OperatorNote): Promise<void>;
  /** The fact is kept beside its agreement until its tokens are used, or the next one is told. */
  tell(fact: AgreementFact, traceparent: string): Promise<void>;
}

/** A live generation, used at that moment. */
export type FirstUse = Pick<Agreement, 'agreementId' | 'generation'>;

/** Agreements with their codes and tokens. Everything throws DependencyFault; a transaction is then perhaps stored. */
export interface Agreements {
  change<T>(now: Date, work: (records: AgreementRecords) => Promise<T>): Promise<T>;
  findCode(hash: string): Promise<StoredCode | undefined>;
  /** By hash; those that do not exist are left out. Always what is committed, never a copy. */
  findTokens(hashes: readonly string[]): Promise<ReadonlyMap<string, StoredToken>>;
  /** Each generation that is live and unused is used now, and its sealed answer is erased. Resolves with the agreements that others hold for too long, of which none is. */
  markUsed(uses: readonly FirstUse[], now: Date): Promise<ReadonlySet<string>>;
  find(agreementId: AgreementId): Promise<StoredAgreement | undefined>;
  /** Newest first, at most 200. */
  ofCustomer(customerId: CustomerId): Promise<StoredAgreement[]>;
  /** Erases up to `limit` sealed answers of generations made at `madeBefore` or earlier; how many there were. */
  eraseAnswers(madeBefore: Date, limit: number): Promise<number>;
  /** Forgets up to `limit` facts that were told at `toldBefore` or earlier; how many there were. */
  forgetFacts(toldBefore: Date, limit: number): Promise<number>;
}
