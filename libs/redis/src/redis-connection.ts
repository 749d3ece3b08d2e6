import { isIP } from 'node:net';
import { createSecureContext } from 'node:tls';
import {
  ClockCheck,
  connectionFault,
  DependencyFault,
  readTlsFiles,
  type Lifecycle,
  type Logger,
} from '@wallet/service';
import { Redis } from 'ioredis';
import type { RedisAddress } from './redis-address';

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
  /** Whether it is known why the attempt under way, or the connection, has failed. */
  private isCauseKnown = false;

  constructor(
    private readonly address: RedisAddress,
    private readonly logger: Logger,
  ) {
    this.client = new Redis(address.url, {
      lazyConnect: true,
      enableOfflineQueue: false,
      autoResendUnfulfilledCommands: false,
      maxRetriesPerRequest: 0,
      commandTimeout: commandTimeoutMs,
      connectTimeout: commandTimeoutMs,
      socketTimeout: silenceMs,
      retryStrategy: (attempt) => this.pauseBefore(attempt),
      reconnectOnError: (error) => error.message.startsWith('READONLY'),
    });
    this.client.on('connecting', () => (this.isCauseKnown = false));
    this.client.on('error', (error) => this.logOutage(error));
    this.client.on('ready', () => this.logRecovery());
  }

  /** Throws `DependencyFault` while Redis does not answer; it goes on connecting by itself. */
  async start(): Promise<void> {
    try {
      this.readFiles();
    } catch (error) {
      throw new DependencyFault('redis', new Error(this.wordsOf(error), { cause: error }));
    }
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

  /** ioredis takes its options anew for each connection. Throws for what cannot be read, or is no PEM. */
  private readFiles(): void {
    const { url, tls, password } = this.address;
    const { hostname } = new URL(url);
    const name = isIP(hostname.replace(/^\[|\]$/g, '')) ? {} : { servername: hostname };
    if (tls) this.client.options.tls = { ...name, secureContext: createSecureContext(readTlsFiles(tls)) };
    if (password) this.client.options.password = password.read();
  }

  /** While a file cannot be used, the next attempt is with what it held. */
  private pauseBefore(attempt: number): number {
    try {
      this.readFiles();
    } catch (error) {
      this.logger.error({ reason: this.wordsOf(error) }, 'redis is connected to with what a file held before');
    }
    return Math.min(attempt * 100, longestPauseMs);
  }

  private wordsOf(error: unknown): string {
    const { url, tls, password } = this.address;
    return connectionFault(error, { setting: 'REDIS_URL', address: url, tls, password });
  }

  /** What ioredis says of its own commands once a connection ended would hide why it ended. */
  private logOutage(error: Error): void {
    if (this.isCauseKnown && isAftermath(error)) return;
    this.isCauseKnown = true;
    const reason = this.wordsOf(error);
    if (!this.outage) this.logger.error({ reason }, 'redis is down');
    this.outage = reason;
  }

  private logRecovery(): void {
    if (this.outage) this.logger.info('redis is back');
    this.outage = undefined;
  }
}

const isAftermath = ({ message }: Error): boolean =>
  /max retries per request|^Connection is closed|aborted/.test(message);
