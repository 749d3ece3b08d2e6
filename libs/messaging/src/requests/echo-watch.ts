import type { Logger } from '@wallet/service';

/** What became of an answer that a gateway sent to itself; `not sent`: Kafka did not take it. */
export type Echo = 'heard' | 'lost' | 'not sent';

/** So that an outage is known soon, also while nobody calls. */
const everyMs = 1_000;
/** So many in a row that Kafka took and that did not come back: nothing else comes back either. */
const mostLost = 8;

/** Whether a gateway hears what it sends. While Kafka takes nothing no replica could do better, and it counts as hearing. */
export class EchoWatch {
  private timer: NodeJS.Timeout | undefined;
  private lost = 0;

  constructor(
    private readonly send: () => Promise<Echo>,
    private readonly logger: Logger,
  ) {}

  get hears(): boolean {
    return this.lost < mostLost;
  }

  start(): void {
    this.timer ??= setInterval(() => void this.listen(), everyMs).unref();
  }

  stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  async listen(): Promise<void> {
    const heard = this.hears;
    this.lost = (await this.send()) === 'lost' ? this.lost + 1 : 0;
    if (heard && !this.hears)
      this.logger.error('Kafka takes what this gateway sends, and no answer comes back: not ready');
    if (!heard && this.hears) this.logger.info('answers come back again');
  }
}
