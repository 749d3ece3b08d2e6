import { MessagePattern } from '@nestjs/microservices';
import type { Topic } from '@wallet/contracts';
import type { Handle } from './serve';

export interface LaneOptions {
  /** The most records that the handler gets at once. */
  readonly maxBatch?: number;
  /** The most batches of this topic under way at once; 1 keeps a whole topic in order. */
  readonly concurrency?: number;
}

export interface ConsumeExtras {
  readonly topic: Topic<unknown>;
  readonly lane: Required<LaneOptions>;
}

/**
 * Nest's `@MessagePattern` for one of our topics. The handler gets `readonly Message<Payload>[]`: in order for each key,
 * and never two batches with the same key at once; what has expired is not among them. What it returns is said. What it
 * throws decides: DependencyFault -> the topic's `onDependencyFault`; anything else -> the batch is redone one by one, and a
 * record that fails three times is a dead letter.
 */
export function Consume<Payload>(topic: Topic<Payload>, options: LaneOptions = {}) {
  const extras: ConsumeExtras = {
    topic,
    lane: { maxBatch: options.maxBatch ?? 100, concurrency: options.concurrency ?? 1 },
  };
  const decorate = MessagePattern(topic.name, { ...extras });
  return <H extends Handle<Payload>>(target: object, name: string, method: TypedPropertyDescriptor<H>): void => {
    decorate(target, name, method);
  };
}
