import { apiPath, calledApis } from '@wallet/alipayplus';
import type { AlipayPlusClient } from '@wallet/alipayplus-client';
import type { Logger } from '@wallet/service';
import type {
  Unbinding,
  UnbindingAdvice,
  UnbindingConsultation,
} from '../../application/wallet-api/unbinding-consultation';

/** The signed call of docs/alipayplus.md#consultunbinding. An agreement without a merchant is asked about by its auth client. */
export class ConsultUnbinding implements UnbindingConsultation {
  private readonly path: string;

  constructor(
    private readonly client: Pick<AlipayPlusClient, 'call'>,
    apiPrefix: string,
    private readonly logger: Logger,
  ) {
    this.path = apiPath('consultUnbinding', apiPrefix);
  }

  async ask({ authClientId, referenceMerchantId = authClientId, accessToken }: Unbinding): Promise<UnbindingAdvice> {
    const body = JSON.stringify({ authClientId, referenceMerchantId, accessToken });
    const outcome = await this.client.call({ path: this.path, body });
    if (outcome.kind === 'none') return this.undecided(authClientId, outcome.reason);
    const answer = calledApis.consultUnbinding.parseAnswer(outcome.json);
    if (!answer.ok) return this.undecided(authClientId, `${answer.field} ${answer.reason}`);
    const { result, allowUnbinding } = answer.value;
    if (result.resultStatus !== 'S') return this.undecided(authClientId, result.resultCode);
    return allowUnbinding ? 'allowed' : 'denied';
  }

  private undecided(authClientId: string, reason: string): UnbindingAdvice {
    this.logger.warn({ authClientId, reason }, 'Alipay+ does not say whether an agreement may be unbound');
    return 'unknown';
  }
}
