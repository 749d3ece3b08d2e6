import { apiPath, calledApis } from '@wallet/alipayplus';
import type { AlipayPlusClient, CallOutcome } from '@wallet/alipayplus-client';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import { attempted, due } from './statements';

/** A notice that is stored and not acknowledged. */
export interface Delivery {
  readonly id: string;
  /** The text of the notifyPayment. */
  readonly body: string;
}

export const notifyPath = apiPath('notifyPayment');
/** A delivery that is not acknowledged after this is sent again. */
export const leaseMs = 10_000;
const pollMs = 1_000;

/** Tells Alipay+ of each order until it has said S: at once, and from the table what was not acknowledged. */
export class Deliveries {
  private readonly sending = new Set<Promise<void>>();
  private readonly timer: NodeJS.Timeout;

  constructor(
    private readonly pool: Pool,
    private readonly client: Pick<AlipayPlusClient, 'call'>,
    private readonly logger: Logger,
  ) {
    this.timer = setInterval(() => this.track(this.sendDue()), pollMs);
  }

  /** Does not wait. */
  send(delivery: Delivery): void {
    this.track(this.attempt(delivery));
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await Promise.all(this.sending);
  }

  private track(work: Promise<void>): void {
    const tracked = work
      .catch((error: unknown) => this.logger.error({ err: error }, 'attempt not recorded, it is repeated'))
      .finally(() => this.sending.delete(tracked));
    this.sending.add(tracked);
  }

  private async sendDue(): Promise<void> {
    const { rows } = await this.pool.query<Delivery>({ ...due, values: [leaseMs] });
    for (const delivery of rows) this.send(delivery);
  }

  private async attempt({ id, body }: Delivery): Promise<void> {
    const startedAt = new Date();
    const outcome = await this.client.call({ path: notifyPath, body });
    const { isAcknowledged, resultCode, error } = readOutcome(outcome);
    const [state, meaning] = isAcknowledged ? ['ACKED', 'ACKNOWLEDGED'] : ['RETRYING', 'UNKNOWN'];
    const answer = [outcome.httpStatus ?? null, resultCode, error];
    await this.pool.query({ ...attempted, values: [id, startedAt, state, meaning, ...answer, leaseMs] });
    this.logger.info({ delivery: id, state, resultCode, error }, 'notice sent');
  }
}

function readOutcome(outcome: CallOutcome) {
  const answer = outcome.kind === 'answer' ? calledApis.notifyPayment.parseAnswer(outcome.json) : undefined;
  if (!answer?.ok) {
    const error = outcome.kind === 'none' ? outcome.reason : 'no result';
    return { isAcknowledged: false, resultCode: null, error };
  }
  const { resultStatus, resultCode } = answer.value.result;
  return { isAcknowledged: resultStatus === 'S', resultCode, error: null };
}
