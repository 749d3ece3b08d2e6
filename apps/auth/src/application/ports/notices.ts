import type { AgreementFact } from '@wallet/contracts';
import type { OperatorNote, PagePlace, ToldPage } from '@wallet/operator-contract';
import type { AgreementId } from '@wallet/kernel';
import type { Agreement } from '../../domain/agreement';

/** What is last told of an agreement: that it was made by a payment, or that it ended. */
export interface ToldAgreement extends Pick<Agreement, 'agreementId' | 'authClientId' | 'referenceAgreementId'> {
  readonly fact: Exclude<AgreementFact['fact'], 'AuthCodeCreated'>;
}

export interface ToldAgreements {
  readonly agreements: readonly ToldAgreement[];
  /** Undefined: there are no more. */
  readonly next: PagePlace | undefined;
}

export interface Repaired {
  /** What was written to the outbox again; without a note, what would be. */
  readonly mended: readonly ToldAgreement[];
  /** Their fact still is in the outbox, or was told again in the last minute, or another transaction holds the agreement. */
  readonly underWay: readonly ToldAgreement[];
  /** Their fact is not kept any more, or was told by a release that kept none. */
  readonly lost: readonly ToldAgreement[];
}

/** What Alipay+ was to be told of agreements. Everything throws DependencyFault. */
export abstract class Notices {
  /** By the time of what is told of them, the oldest first; without those whose tokens were used, for Alipay+ has them. */
  abstract told(page: ToldPage): Promise<ToldAgreements>;
  /**
   * In one transaction: of each agreement that is locked, the very fact that was told goes to the outbox again if it still
   * is what there is to tell, with an entry of what the operator did. Without a note nothing is stored.
   */
  abstract repair(agreementIds: readonly AgreementId[], note: OperatorNote | undefined, now: Date): Promise<Repaired>;
}
