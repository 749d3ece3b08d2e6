import type { CancelToken as Cancel } from '@wallet/contracts';
import type { Clock } from '@wallet/kernel';
import type { Answers, Message } from '@wallet/messaging';
import { endAgreement } from './end-agreement';
import type { Agreements } from '../ports/agreements';
import { refused } from './token-answers';
import type { TokenVault } from './token-vault';

/** cancelToken: any access token that the agreement ever had ends it, also an expired one, and as often as one likes. */
export class CancelToken {
  constructor(
    private readonly agreements: Agreements,
    private readonly vault: TokenVault,
    private readonly answers: Answers,
    private readonly clock: Clock,
  ) {}

  /** Throws DependencyFault. */
  async execute(message: Message<Cancel>): Promise<void> {
    const now = this.clock.now();
    const { traceparent } = message;
    const isKnown = await this.agreements.change(now, async (records) => {
      const found = await records.lockToken(message.payload.accessTokenHash);
      if (found?.token.kind !== 'ACCESS') return false;
      await endAgreement(records, this.vault, found.agreement, { reason: 'CANCEL_TOKEN', now, traceparent });
      return true;
    });
    await this.answers.answer(
      message,
      isKnown ? { outcome: 'done', result: { kind: 'token-cancelled' } } : refused('TokenInvalid'),
    );
  }
}
