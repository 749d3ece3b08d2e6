import type { Answer, Command, UnbindAgreementCommand } from '@wallet/contracts';
import type { Agreements } from '../ports/agreements';
import { refused } from '../tokens/token-answers';
import type { TokenVault } from '../tokens/token-vault';

/** What consultUnbinding asks about; changes nothing. */
export class ConsultAgreement {
  constructor(
    private readonly agreements: Agreements,
    private readonly vault: TokenVault,
  ) {}

  /** Throws DependencyFault. */
  async execute({ payload, correlationId }: Command<UnbindAgreementCommand>): Promise<Answer> {
    const { agreementId, customerId } = payload;
    const agreement = await this.agreements.find(agreementId);
    if (agreement?.customerId !== customerId) return refused('AgreementNotFound');
    const { authClientId, referenceMerchantId, status } = agreement;
    const merchant = referenceMerchantId !== null && { referenceMerchantId };
    const token = status === 'ACTIVE' && {
      sealedAccessToken: this.vault.accessTokenForAnswer(agreement, correlationId),
    };
    return { outcome: 'done', result: { kind: 'unbinding', authClientId, ...merchant, ...token } };
  }
}
