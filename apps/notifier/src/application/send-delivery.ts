import type { CallResult } from '@wallet/kernel';
import { milestone, type Logger } from '@wallet/service';
import { outcomeOf } from '../domain/outcome';
import type { DeliveryState, Schedule } from '../domain/schedule';
import { noticeIds } from './notice-ids';
import type { Deliveries, FinishedAttempt, StartedAttempt } from './ports/deliveries';
import type { Notices, SentNotice } from './ports/notices';
import { countAttempt } from './sending-metrics';

/** One attempt: sends, decides what the answer means, records both together. */
export class SendDelivery {
  constructor(
    private readonly deliveries: Pick<Deliveries, 'finish'>,
    private readonly notices: Notices,
    private readonly schedule: Schedule,
    private readonly logger: Logger,
  ) {}

  /**
   * What it says of the receiver: one that answers S or F takes calls. Throws DependencyFault: then the attempt is repeated
   * when its lease has ended.
   */
  async execute(started: StartedAttempt): Promise<CallResult> {
    const { deliveryId, subject, kind, attemptNumber } = started;
    const { reply, httpStatus } = await this.send(started);
    milestone('notifier.attempt.sent', { subject });
    const outcome = outcomeOf(reply);
    const next = this.schedule.next(kind, outcome, started.scheduleNumber);
    const finished = { deliveryId, attemptNumber, httpStatus, reply, outcome, next };
    const recorded = await this.deliveries.finish(finished);
    milestone('notifier.attempt.recorded', { subject });
    if (recorded) {
      countAttempt(outcome, recorded);
      this.report(started, finished, recorded.state);
    } else {
      this.logger.warn({ ...noticeIds(started), attemptNumber }, 'a later attempt was started meanwhile');
    }
    if (started.body === undefined) return 'UNKNOWN';
    return outcome === 'UNKNOWN' ? 'BAD' : 'GOOD';
  }

  private send({ kind, origin, path, body }: StartedAttempt): Promise<SentNotice> | SentNotice {
    if (body !== undefined) return this.notices.send({ kind, origin, path, body });
    return { reply: { kind: 'none', reason: 'the seal key of its text is missing' }, httpStatus: undefined };
  }

  private report(
    started: StartedAttempt,
    { attemptNumber, httpStatus, reply, outcome, next }: FinishedAttempt,
    state: DeliveryState,
  ): void {
    const line = {
      notice: started.kind,
      ...noticeIds(started),
      attemptNumber,
      httpStatus,
      outcome,
      ...reply,
      ...next,
      state,
    };
    if (state === 'ACKED') this.logger.info(line, 'notice acknowledged');
    else if (state === 'SUPERSEDED') this.logger.info(line, 'notice withdrawn while it was sent');
    else if (state === 'DEAD') this.logger.error(line, 'notice given up: Alipay+ does not know of it');
    else if (outcome === 'MISCONFIGURED') this.logger.error(line, 'Alipay+ refuses our client id or our key');
    else this.logger.warn(line, 'notice not acknowledged, it is sent again');
  }
}
