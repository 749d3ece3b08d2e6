import type { Batch, Consumer, Kafka } from 'kafkajs';
import { DependencyFault, errorMessage, metrics, type Logger } from '@wallet/service';

export interface GroupConsumerOptions {
  /** For the log and the metrics. */
  readonly name: string;
  readonly kafka: Kafka;
  readonly groupId: string;
  readonly topics: string[];
  /** Where a group begins that has committed nothing; else at the end. */
  readonly fromBeginning: boolean;
  /** How long the first join may take; 60 s by default, Infinity: as long as it takes. */
  readonly patienceMs?: number;
  receive(batch: Batch): void;
  /** Called at each join and each rebalance. */
  joined?(): void;
  readonly logger: Logger;
}

const usualPatienceMs = 60_000;
/**
 * The shortest that brokers allow unless told otherwise (`group.min.session.timeout.ms`): for so long nobody serves the
 * partitions of a process that died or stands still. Heartbeats go on while batches are handled, so only a process that
 * does nothing at all is taken for dead.
 */
const sessionTimeoutMs = 6_000;
/**
 * A member learns by a heartbeat that another one leaves or joins, and kafkajs sends none while a fetch waits; a member that
 * leaves waits for its last one too. Meanwhile nobody serves what the group has to share anew: 1.1 s, and the join.
 */
const heartbeatMs = 300;
const fetchWaitMs = 400;
const pauseMs = 250;
/**
 * So long, some 8 s, a member tries to go on before it joins anew: a cluster needs 3 s or more to miss a broker, and who
 * joins anew waits until the group has missed its former self.
 */
const retry = { initialRetryTime: 100, maxRetryTime: 300, retries: 25 };
const isMember = metrics.gauge('messaging_consumer_joined', '1 while the consumer is a member of its group', [
  'consumer',
]);

/**
 * A member of a consumer group that stays one. kafkajs gives up for good at some errors that pass by themselves, such
 * as a coordinator that is not available for 2 s, which each fresh or restarted broker may show; here every crash is
 * followed by the next attempt, for as long as the process lives. Offsets are committed only by `commit`.
 */
export class GroupConsumer {
  private readonly consumer: Consumer;
  private member = false;
  private stopped = false;
  private retry: NodeJS.Timeout | undefined;
  private lastError = 'no error';
  private onJoined: () => void = () => undefined;

  constructor(private readonly options: GroupConsumerOptions) {
    this.consumer = options.kafka.consumer({
      groupId: options.groupId,
      sessionTimeout: sessionTimeoutMs,
      heartbeatInterval: heartbeatMs,
      maxWaitTimeInMs: fetchWaitMs,
      allowAutoTopicCreation: false,
      retry: { ...retry, restartOnFailure: () => Promise.resolve(false) },
    });
    const { GROUP_JOIN, STOP, CRASH } = this.consumer.events;
    this.consumer.on(GROUP_JOIN, () => this.join());
    this.consumer.on(STOP, () => this.setMember(false));
    this.consumer.on(CRASH, ({ payload }) => this.runAgain(payload.error));
  }

  /** False while the group has to be joined, at the start and after a crash. */
  get isMember(): boolean {
    return this.member;
  }

  /** Resolves when the group is joined; rejects with DependencyFault, and has stopped, when that took too long. */
  async start(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const { name, patienceMs = usualPatienceMs } = this.options;
    const joined = new Promise<boolean>((resolve) => {
      this.onJoined = () => resolve(true);
      if (patienceMs !== Infinity) timer = setTimeout(() => resolve(false), patienceMs);
    });
    void this.run();
    const isJoined = await joined;
    clearTimeout(timer);
    if (isJoined) return;
    void this.stop().catch(() => undefined);
    throw new DependencyFault('Kafka', `group of ${name} not joined within ${patienceMs / 1_000} s: ${this.lastError}`);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.retry);
    await this.consumer.disconnect();
  }

  pause(topics: readonly string[]): void {
    if (this.member) this.consumer.pause(topics.map((topic) => ({ topic })));
  }

  isPaused(topic: string): boolean {
    return this.consumer.paused().some((paused) => paused.topic === topic);
  }

  resume(topic: string): void {
    if (this.member) this.consumer.resume([{ topic }]);
  }

  commit(offsets: Parameters<Consumer['commitOffsets']>[0]): Promise<void> {
    return this.consumer.commitOffsets(offsets);
  }

  private async run(): Promise<void> {
    const { topics, fromBeginning } = this.options;
    try {
      await this.consumer.connect();
      await this.consumer.subscribe({ topics, fromBeginning });
      await this.consumer.run({
        autoCommit: false,
        eachBatch: ({ batch }) => Promise.resolve(this.options.receive(batch)),
      });
    } catch (error) {
      this.runAgain(error);
    }
  }

  private runAgain(error: unknown): void {
    if (this.stopped) return;
    this.lastError = errorMessage(error);
    const { name, logger } = this.options;
    logger.warn({ consumer: name, error: this.lastError }, 'consumer stopped, it joins again');
    clearTimeout(this.retry);
    this.retry = setTimeout(() => void this.run(), pauseMs);
  }

  private join(): void {
    this.setMember(true);
    this.options.joined?.();
    this.onJoined();
  }

  private setMember(member: boolean): void {
    this.member = member;
    isMember.set({ consumer: this.options.name }, member ? 1 : 0);
  }
}
