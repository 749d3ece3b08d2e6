import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { unknown } from '@wallet/kernel';
import { answers, ownerOf, wayOf, type Answer, type Topic } from '@wallet/contracts';
import { errorMessage, milestone, newTraceparent, traceIdOf, type Lifecycle, type Logger } from '@wallet/service';
import { decode, encode, type IncomingRecord } from '../records/codec';
import { GroupConsumer } from '../kafka/group-consumer';
import { answerGroupsOf, groupOf } from '../kafka/group-ids';
import { GroupSizes } from '../kafka/group-sizes';
import { createKafka } from '../kafka/kafka-client';
import type { KafkaConnection } from '../kafka/kafka-connection';
import type { MessageBus } from '../sending/message-bus';
import { commandOwners } from '../topics/topics';
import { EchoWatch, type Echo } from './echo-watch';
import { Gate } from './gate';
import type { Owner } from './owner';
import { OwnerWatch } from './owner-watch';
import { Waiters } from './waiters';

export interface RequesterOptions extends KafkaConnection {
  readonly clientId: string;
  readonly topicPrefix: string;
  readonly logger: Logger;
}

/** An answer, and the id of the command that it answers: its seals are bound to it. */
export interface CommandAnswer {
  readonly correlationId: string;
  readonly answer: Answer;
}

const probeIntervalMs = 200;
const probePatienceMs = 30_000;
const probeReason = 'overload';
const echoWithinMs = 2_000;
/** How long a call waits for the first join, and for Kafka that is away: an outage is no longer short once it is known. */
const gatePatience = { atFirstMs: 800, shutAgainMs: 200 };
/** How long a call still waits when an owner on its way is gone: for one that is back already, or answers before its turn. */
const goneOwnerMs = 250;

/**
 * Publishes one command and awaits its one answer. Every replica reads the whole answers topic with a group of its
 * own, from the end, and keeps what it waits for; nothing is shared, so nothing is lost at a rebalance.
 */
export class Requester implements Lifecycle {
  readonly name = 'answers';
  private readonly waiters = new Waiters();
  private consumer: GroupConsumer | undefined;
  private readonly gate = new Gate(gatePatience);
  private isStopped = false;
  private readonly echoes: EchoWatch;
  private readonly groups: GroupSizes;
  private readonly watch: OwnerWatch;

  constructor(
    private readonly bus: MessageBus,
    private readonly options: RequesterOptions,
  ) {
    this.echoes = new EchoWatch(() => this.echo(echoWithinMs), options.logger);
    bus.whenLost(() => void this.awaitKafka());
    this.groups = new GroupSizes(createKafka({ ...options, isQuiet: true }));
    this.watch = new OwnerWatch({
      owners: commandOwners,
      replicas: () => this.replicas(),
      gone: (owner) => this.waiters.giveUp(owner),
      logger: options.logger,
    });
  }

  /** The services that commands are sent to. */
  get owners(): readonly Owner[] {
    return this.watch.owners;
  }

  /** The number of calls that wait now. */
  get waiting(): number {
    return this.waiters.count + this.gate.waiting;
  }

  /**
   * At the deadline, and when Kafka does not take the command, the outcome is unknown. While Kafka was never reached it is so
   * after 0.8 s, while it is away after 0.2 s, and nothing is sent whose answer could not be heard. When an owner on its way is
   * gone the command is sent all the same, and its outcome is unknown after 0.25 s. Rejects only if the payload cannot be made.
   * The payload is made from the command's correlation id, because a sealed field is bound to it.
   */
  async ask<Payload>(
    topic: Topic<Payload>,
    payloadFor: (command: { correlationId: string }) => Payload,
    call: { deadline: Date; traceparent: string },
  ): Promise<CommandAnswer> {
    const correlationId = randomUUID();
    if (!(await this.gate.opensBefore(call.deadline))) return { correlationId, answer: unknown('fault') };
    const context = {
      correlationId,
      traceparent: call.traceparent,
      deadline: call.deadline,
      replyTo: answers.name,
    };
    const payload = payloadFor({ correlationId });
    const record = encode(topic, payload, context);
    const owners = wayOf(topic, payload).map(ownerOf);
    const answer = this.waiters.open(correlationId, this.waitsUntil(call.deadline, owners), owners);
    this.bus.publish([record]).then(
      () => milestone('gateway.command.acknowledged', { topic: topic.name }),
      (error: unknown) => {
        const traceId = traceIdOf(call.traceparent);
        this.options.logger.warn({ traceId, topic: topic.name, error: errorMessage(error) }, 'command not sent');
        this.waiters.settle(correlationId, unknown('fault'));
      },
    );
    return { correlationId, answer: await answer };
  }

  async start(): Promise<void> {
    const { clientId, topicPrefix, logger } = this.options;
    this.consumer = new GroupConsumer({
      name: this.name,
      kafka: createKafka(this.options),
      groupId: answerGroupsOf(topicPrefix, clientId) + randomUUID(),
      topics: [topicPrefix + answers.name],
      fromBeginning: false,
      receive: ({ messages }) => messages.forEach((record) => this.receive(record)),
      logger,
    });
    await this.consumer.start();
    await this.probe().catch(async (error: unknown) => {
      await this.stop();
      throw error;
    });
    this.gate.open();
    this.echoes.start();
    this.watch.start();
  }

  /** While Kafka is away, or without its consumer, every call ends as unknown. */
  ready(): boolean {
    return this.gate.isOpen && (this.consumer?.isMember ?? false);
  }

  /** False when Kafka takes what this replica sends and it hears nothing of it: another replica may. */
  canAnswer(): boolean {
    return this.echoes.hears;
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    this.echoes.stop();
    this.watch.stop();
    await Promise.all([this.consumer?.stop(), this.groups.disconnect()]);
  }

  private waitsUntil(deadline: Date, owners: readonly string[]): Date {
    return this.watch.isGone(owners) ? new Date(Math.min(deadline.getTime(), Date.now() + goneOwnerMs)) : deadline;
  }

  private async replicas(): Promise<ReadonlyMap<string, number>> {
    const groups = new Map(commandOwners.map((owner) => [groupOf(this.options.topicPrefix, owner), owner]));
    const sizes = await this.groups.of([...groups.keys()]);
    return new Map([...groups].map(([group, owner]) => [owner, sizes.get(group) ?? 0]));
  }

  /** Whoever waits is told at once: their answers come by the same brokers. It is back when an answer comes back. */
  private async awaitKafka(): Promise<void> {
    if (!this.gate.isOpen) return;
    const { logger } = this.options;
    this.gate.shut();
    logger.error({ waiting: this.waiters.count }, 'Kafka takes nothing: calls are answered unknown until it does');
    this.waiters.settleAll(unknown('fault'));
    while (!this.isStopped && (await this.echo(probeIntervalMs)) !== 'heard') await delay(probeIntervalMs);
    this.gate.open();
    if (!this.isStopped) logger.info('Kafka is back');
  }

  private receive(record: IncomingRecord): void {
    if (!record.key || !this.waiters.has(record.key.toString())) return;
    try {
      const message = decode(answers, record);
      this.waiters.settle(
        message.correlationId,
        this.bus.keys.differFrom(message) ? unknown('fault') : message.payload,
      );
    } catch (error) {
      this.options.logger.error({ error: errorMessage(error) }, 'an answer could not be read');
      this.waiters.settle(record.key.toString(), unknown('fault'));
    }
  }

  /** Ready only when an answer really comes back: joining a group does not mean that its position is known. */
  private async probe(): Promise<void> {
    const giveUpAt = Date.now() + probePatienceMs;
    while (Date.now() < giveUpAt) if ((await this.echo(probeIntervalMs)) === 'heard') return;
    throw new Error('no answer came back through Kafka');
  }

  /** Sends an answer to itself. */
  private async echo(withinMs: number): Promise<Echo> {
    const correlationId = randomUUID();
    const answer = this.waiters.open(correlationId, new Date(Date.now() + withinMs));
    const record = encode(answers, unknown(probeReason), { correlationId, traceparent: newTraceparent() });
    const isSent = await this.bus.publish([record]).then(
      () => true,
      (error: unknown) => {
        this.options.logger.warn({ error: errorMessage(error) }, 'probe not sent');
        return false;
      },
    );
    const received = await answer;
    if (received.outcome === 'unknown' && received.reason === probeReason) return 'heard';
    return isSent ? 'lost' : 'not sent';
  }
}
