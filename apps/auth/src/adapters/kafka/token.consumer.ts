import { Controller } from '@nestjs/common';
import { cancelToken, issueTokens, type CancelToken as Cancel, type IssueTokens as Issue } from '@wallet/contracts';
import { Consume, type Message } from '@wallet/messaging';
import { CancelToken } from '../../application/tokens/cancel-token';
import { IssueTokens } from '../../application/tokens/issue-tokens';

/** One by one: each is a transaction of its own. */
const lane = { maxBatch: 1, concurrency: 4 };

/** applyToken and cancelToken. */
@Controller()
export class TokenConsumer {
  constructor(
    private readonly issueTokens: IssueTokens,
    private readonly cancelToken: CancelToken,
  ) {}

  @Consume(issueTokens, lane)
  async issue(batch: readonly Message<Issue>[]): Promise<void> {
    for (const message of batch) await this.issueTokens.execute(message);
  }

  @Consume(cancelToken, lane)
  async cancel(batch: readonly Message<Cancel>[]): Promise<void> {
    for (const message of batch) await this.cancelToken.execute(message);
  }
}
