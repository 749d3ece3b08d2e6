import type { Command, Handled, IssueTokensCommand } from '@wallet/contracts';
import { milestone } from '@wallet/service';
import type { RedeemCode } from './redeem-code';
import type { RefreshTokens } from './refresh-tokens';

/** applyToken: the one decision point of every grant. */
export class IssueTokens {
  constructor(
    private readonly redeemCode: Pick<RedeemCode, 'execute'>,
    private readonly refreshTokens: Pick<RefreshTokens, 'execute'>,
  ) {}

  /** Throws DependencyFault. */
  async execute(command: Command<IssueTokensCommand>): Promise<Handled> {
    const { grant, ...call } = command.payload;
    const answer =
      grant.kind === 'refresh-token'
        ? await this.refreshTokens.execute({ ...call, grant }, command)
        : await this.redeemCode.execute({ ...call, grant }, command);
    if (answer.outcome === 'done') milestone('auth.tokens.committed');
    return answer;
  }
}
