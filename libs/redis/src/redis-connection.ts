import { ClockCheck, connectionFault, DependencyFault, type Lifecycle, type Logger } from '@wallet/service';
import { Redis } from 'ioredis';

const commandTimeoutMs = 1_000;
/** A connection that has been silent this long after a command is given up. */
const silenceMs = 3_000;
const readyWithinMs = 800;
const longestPauseMs = 1_000;

/** One connection: no offline queue, a command ends after 1 s, reconnects for ever. */
export class RedisConnection implements Lifecycle {
  readonly name = 'redis';
  readonly client: Redis;
  /** What went wrong last; undefined while it works. */
  private outage: string | undefined;

  constructor(
    private readonly url: string,
    private readonly logger: Logger,
  ) {
    this.client = new Redis(url, {
      lazyConnect: true,
      enableOfflineQueue: false,
      autoResendUnfulfilledCommands: false,
      maxRetriesPerRequest: 0,
      commandTimeout: commandTimeoutMs,
      connectTimeout: commandTimeoutMs,
      socketTimeout: silenceMs,
      retryStrategy: (attempt) => Math.min(attempt * 100, longestPauseMs),
      reconnectOnError: (error) => error.message.startsWith('READONLY'),
    });
    this.client.on('error', (error) => this.logOutage(this.wordsOf(error)));
    this.client.on('ready', () => this.logRecovery());
  }

  /** Throws `DependencyFault` while Redis does not answer; it goes on connecting by itself. */
  async start(): Promise<void> {
    try {
      if (this.client.status === 'wait' || this.client.status === 'end') await this.client.connect();
      // ioredis goes on in database 0 when the server has none of the URL's number.
      await this.client.select(this.client.options.db ?? 0);
      // SELECT is also taken by a connection that is not ready yet.
      await this.client.ping();
    } catch (error) {
      throw new DependencyFault('redis', new Error(this.outage ?? this.wordsOf(error), { cause: error }));
    }
  }

  stop(): Promise<void> {
    this.client.disconnect();
    return Promise.resolve();
  }

  /** Compares this process's clock with the server's. */
  clock(): ClockCheck {
    return new ClockCheck('redis', () => this.time(), this.logger);
  }

  async ready(): Promise<boolean> {
    if (this.client.status !== 'ready') return false;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<boolean>((resolve) => (timer = setTimeout(() => resolve(false), readyWithinMs)));
    const answered = this.client.ping().then(
      () => true,
      () => false,
    );
    return await Promise.race([answered, late]).finally(() => clearTimeout(timer));
  }

  private async time(): Promise<number> {
    const [seconds, microseconds] = await this.client.time();
    return Number(seconds) * 1_000 + Number(microseconds) / 1_000;
  }

  private wordsOf(error: unknown): string {
    return connectionFault(error, { setting: 'REDIS_URL', address: this.url });
  }

  private logOutage(reason: string): void {
    if (!this.outage) this.logger.error({ reason }, 'redis is down');
    this.outage = reason;
  }

  private logRecovery(): void {
    if (this.outage) this.logger.info('redis is back');
    this.outage = undefined;
  }
}
