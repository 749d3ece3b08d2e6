import type { Answer, Command, UnbindAgreementCommand } from '@wallet/contracts';
import { refused, type Clock, type AgreementId, type CustomerId } from '@wallet/kernel';
import type { OperatorNote } from '@wallet/operator-contract';
import { endAgreement } from '../tokens/end-agreement';
import type { Agreements, StoredAgreement } from '../ports/agreements';
import type { TokenVault } from '../tokens/token-vault';

export interface Revocation {
  readonly agreementId: AgreementId;
  /** `customerId`: the agreement must be this customer's. */
  readonly by:
    | { readonly reason: 'WALLET'; readonly customerId: CustomerId }
    | { readonly reason: 'OPERATOR'; readonly note: OperatorNote };
  /** The trace that the fact goes on in. */
  readonly traceparent: string;
}

/** Ends an agreement for the wallet's user or, forced, for the operator. Doing it again is fine. */
export class RevokeAgreement {
  constructor(
    private readonly agreements: Agreements,
    private readonly vault: TokenVault,
    private readonly clock: Clock,
  ) {}

  /** For the user, also late: Alipay+ has allowed it, and the user wants it. Throws DependencyFault. */
  async unbind({
    payload: { agreementId, customerId },
    traceparent,
  }: Command<UnbindAgreementCommand>): Promise<Answer> {
    const revoked = await this.execute({ agreementId, by: { reason: 'WALLET', customerId }, traceparent });
    return revoked ? { outcome: 'done', result: { kind: 'agreement-revoked' } } : refused('AgreementNotFound');
  }

  /** `changed` is false when it had ended; undefined: there is no such agreement. Throws DependencyFault. */
  execute({ agreementId, by, traceparent }: Revocation): Promise<Revoked | undefined> {
    const now = this.clock.now();
    return this.agreements.change(now, async (records) => {
      const before = await records.lockAgreement({ agreementId });
      if (!before || (by.reason === 'WALLET' && by.customerId !== before.customerId)) return undefined;
      const agreement = await endAgreement(records, this.vault, before, { reason: by.reason, now, traceparent });
      const changed = agreement !== before;
      if (changed && by.reason === 'OPERATOR') await records.recordRevocation(agreement, by.note);
      return { changed, agreement };
    });
  }
}

export interface Revoked {
  readonly changed: boolean;
  readonly agreement: StoredAgreement;
}
