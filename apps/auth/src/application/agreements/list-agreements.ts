import type { Agreement, Answer, Command, ListAgreementsCommand } from '@wallet/contracts';
import type { Agreements, StoredAgreement } from '../ports/agreements';

/** A customer's agreements, newest first, at most 200. */
export class ListAgreements {
  constructor(private readonly agreements: Agreements) {}

  /** Throws DependencyFault. */
  async execute({ payload }: Command<ListAgreementsCommand>): Promise<Answer> {
    const agreements = (await this.agreements.ofCustomer(payload.customerId)).map(toAgreement);
    return { outcome: 'done', result: { kind: 'agreements', agreements } };
  }
}

function toAgreement(agreement: StoredAgreement): Agreement {
  const { agreementId, authClientId, referenceAgreementId, authClientName, referenceMerchantId } = agreement;
  const { scopes, status, createdAt, cancelledAt } = agreement;
  return {
    agreementId,
    authClientId,
    referenceAgreementId,
    authClientName,
    ...(referenceMerchantId !== null && { referenceMerchantId }),
    scopes: [...scopes],
    status,
    madeAt: createdAt.toISOString(),
    ...(cancelledAt && { cancelledAt: cancelledAt.toISOString() }),
  };
}
