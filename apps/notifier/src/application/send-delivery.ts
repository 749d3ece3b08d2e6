import { milestone, type Logger } from '@wallet/service';
import { outcomeOf } from '../domain/outcome';
import type { Schedule } from '../domain/schedule';
import type { Deliveries, FinishedAttempt, StartedAttempt } from './deliveries';
import type { Notices } from './notices';
import { countAttempt } from './sending-metrics';

/** One attempt: sends, decides what the answer means, records both together. */
export class SendDelivery {
  constructor(
    private readonly deliveries: Deliveries,
    private readonly notices: Notices,
    private readonly schedule: Schedule,
    private readonly logger: Logger,
  ) {}

  /** Throws DependencyFault: then the attempt is repeated when its lease has ended. */
  async execute(started: StartedAttempt): Promise<void> {
    const { deliveryId, subject, attemptNumber } = started;
    const { reply, httpStatus } = await this.notices.send(started);
    milestone('notifier.attempt.sent', { subject });
    const outcome = outcomeOf(reply);
    const next = this.schedule.next(outcome, attemptNumber);
    const finished = { deliveryId, attemptNumber, httpStatus, reply, outcome, next };
    const recorded = await this.deliveries.finish(finished);
    if (!recorded) return this.logger.warn({ subject, attemptNumber }, 'a later attempt was started meanwhile');
    countAttempt(outcome, next.state, recorded.ageSeconds);
    this.report(subject, finished);
  }

  private report(subject: string, { attemptNumber, httpStatus, reply, outcome, next }: FinishedAttempt): void {
    const line = { subject, attemptNumber, httpStatus, outcome, ...reply, ...next };
    if (next.state === 'ACKED') this.logger.info(line, 'notice acknowledged');
    else if (next.state === 'DEAD') this.logger.error(line, 'notice given up: Alipay+ does not know this result');
    else if (outcome === 'MISCONFIGURED') this.logger.error(line, 'Alipay+ refuses our client id or our key');
    else this.logger.warn(line, 'notice not acknowledged, it is sent again');
  }
}
