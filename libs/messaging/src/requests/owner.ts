import type { Lifecycle, Logger } from '@wallet/service';

/** So many looks in a row that found no replica; a restart of the only one often takes less. */
const looksUntilGone = 3;
/** As long as none was ever found: who is started together with this gateway may come later. */
const looksUntilMissing = 30;

/** A service that calls need, as far as Kafka tells of it. Gone: no replica of it is in its consumer group. */
export class Owner implements Lifecycle {
  private wasFound = false;
  private emptyLooks = 0;
  private isTold = false;

  constructor(
    readonly name: string,
    private readonly logger: Logger,
  ) {}

  get isGone(): boolean {
    return this.emptyLooks >= (this.wasFound ? looksUntilGone : looksUntilMissing);
  }

  /** How many replicas a look found; undefined: Kafka does not tell, and then it does not count as gone. */
  found(replicas: number | undefined): void {
    this.wasFound ||= (replicas ?? 0) > 0;
    this.emptyLooks = replicas === 0 ? this.emptyLooks + 1 : 0;
    if (this.isGone && !this.isTold) this.tell('error', 'no replica of a service is there: calls do not wait for it');
    if (replicas && this.isTold) this.tell('info', 'a service is there again');
  }

  ready(): boolean {
    return !this.isGone;
  }

  start(): Promise<void> {
    return Promise.resolve();
  }

  stop(): Promise<void> {
    return Promise.resolve();
  }

  private tell(level: 'error' | 'info', text: string): void {
    this.isTold = level === 'error';
    this.logger[level]({ service: this.name }, text);
  }
}
