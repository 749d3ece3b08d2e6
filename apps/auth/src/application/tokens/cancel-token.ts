import type { CancelTokenCommand, Command, Handled } from '@wallet/contracts';
import type { Clock } from '@wallet/kernel';
import { endAgreement } from './end-agreement';
import type { Agreements } from '../ports/agreements';
import { refused } from './token-answers';
import type { TokenVault } from './token-vault';

/** cancelToken: any access token that the agreement ever had ends it, also an expired one, and as often as one likes. */
export class CancelToken {
  constructor(
    private readonly agreements: Agreements,
    private readonly vault: TokenVault,
    private readonly clock: Clock,
  ) {}

  /** Throws DependencyFault. */
  async execute({ payload, traceparent }: Command<CancelTokenCommand>): Promise<Handled> {
    const now = this.clock.now();
    const isKnown = await this.agreements.change(now, async (records) => {
      const found = await records.lockToken(payload.accessTokenHash);
      if (found?.token.kind !== 'ACCESS') return false;
      await endAgreement(records, this.vault, found.agreement, { reason: 'CANCEL_TOKEN', now, traceparent });
      return true;
    });
    return isKnown ? { outcome: 'done', result: { kind: 'token-cancelled' } } : refused('TokenInvalid');
  }
}
