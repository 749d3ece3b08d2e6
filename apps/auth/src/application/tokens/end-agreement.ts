import { metrics, newId } from '@wallet/service';
import type { CancelReason } from '../../domain/agreement';
import type { AgreementRecords, StoredAgreement } from '../ports/agreements';
import type { TokenVault } from './token-vault';

/** Why and when an agreement ends, and the trace that its fact goes on in. */
export interface Ending {
  readonly reason: CancelReason;
  readonly now: Date;
  readonly traceparent: string;
}

const revoked = metrics.counter('auth_families_revoked_total', 'Agreements ended, by reason', ['reason']);

/** Ends a locked agreement, and tells of it; one that has ended stays as it is. The agreement afterwards. */
export async function endAgreement(
  records: AgreementRecords,
  vault: TokenVault,
  agreement: StoredAgreement,
  { reason, now, traceparent }: Ending,
): Promise<StoredAgreement> {
  if (agreement.status === 'CANCELLED') return agreement;
  const ended: StoredAgreement = {
    ...agreement,
    status: 'CANCELLED',
    sealedAccessToken: null,
    sealedAnswer: null,
    version: agreement.version + 1,
    updatedAt: now,
    cancelledAt: now,
    cancelReason: reason,
  };
  await records.update(ended);
  const { authClientId, referenceAgreementId, referenceMerchantId, customerId } = agreement;
  const id = { authClientId, referenceAgreementId, factId: newId() };
  await records.tell(
    {
      fact: 'TokenCancelled',
      ...id,
      ...(referenceMerchantId !== null && { referenceMerchantId }),
      customerId,
      sealedAccessToken: vault.accessTokenForFact(agreement, id),
    },
    traceparent,
  );
  revoked.inc({ reason });
  return ended;
}
