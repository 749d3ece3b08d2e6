import type { IssueTokens as Issue } from '@wallet/contracts';
import type { Clock } from '@wallet/kernel';
import { isExpired, type Answers, type Message } from '@wallet/messaging';
import { milestone } from '@wallet/service';
import type { RedeemCode } from './redeem-code';
import type { RefreshTokens } from './refresh-tokens';

/** applyToken: the one decision point of every grant. A stale command does nothing: its repeat does. */
export class IssueTokens {
  constructor(
    private readonly redeemCode: Pick<RedeemCode, 'execute'>,
    private readonly refreshTokens: Pick<RefreshTokens, 'execute'>,
    private readonly answers: Answers,
    private readonly clock: Clock,
  ) {}

  /** Throws DependencyFault. */
  async execute(message: Message<Issue>): Promise<void> {
    if (isExpired(message, this.clock.now())) return;
    const { grant, ...call } = message.payload;
    const answer =
      grant.kind === 'refresh-token'
        ? await this.refreshTokens.execute({ ...call, grant }, message)
        : await this.redeemCode.execute({ ...call, grant }, message);
    if (answer.outcome === 'done') milestone('auth.tokens.committed');
    await this.answers.answer(message, answer);
  }
}
