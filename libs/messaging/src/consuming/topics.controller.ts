import { Controller, type Type } from '@nestjs/common';
import { MessagePattern } from '@nestjs/microservices';
import type { Command, Handled, Topic } from '@wallet/contracts';
import type { Handle } from './serve';

interface LaneOptions {
  /** The most records that the handler gets at once; default 100. */
  readonly maxBatch?: number;
  /** The most batches of this topic under way at once, default 1, which keeps a whole topic in order. */
  readonly concurrency?: number;
}

export interface ConsumeExtras {
  readonly topic: Topic<unknown>;
  readonly lane: Required<LaneOptions>;
}

interface Consumption {
  readonly topic: Topic<unknown>;
  readonly handle: Handle<unknown>;
  readonly lane: LaneOptions;
}

/** Each by the name of the use case that handles it. */
type Topics = Readonly<Record<string, Topic<unknown>>>;
type CommandOf<T> = T extends Topic<infer Payload> ? Command<Payload> : never;

/** Use cases that take all the records that wait. */
export type InBatches<T extends Topics> = {
  readonly [Name in keyof T]: { execute(batch: readonly CommandOf<T[Name]>[]): ReturnType<Handle<unknown>> };
};
/** Use cases that take one record. */
export type OneByOne<T extends Topics> = {
  readonly [Name in keyof T]: { execute(command: CommandOf<T[Name]>): Promise<Handled> };
};

export const inBatches = <T extends Topics>(topics: T, useCases: InBatches<T>, lane: LaneOptions = {}) =>
  Object.entries(topics).map(([name, topic]): Consumption => {
    const useCase = useCases[name] as unknown as { execute: Handle<unknown> };
    return { topic, lane, handle: (batch) => useCase.execute(batch) };
  });

/** `concurrency`: how many at once. */
export const oneByOne = <T extends Topics>(topics: T, useCases: OneByOne<T>, concurrency: number) =>
  Object.entries(topics).map(([name, topic]): Consumption => {
    const useCase = useCases[name] as unknown as { execute(command: Command): Promise<Handled> };
    const handle: Handle<unknown> = (batch) => Promise.all(batch.map((command) => useCase.execute(command)));
    return { topic, lane: { maxBatch: 1, concurrency }, handle };
  });

/**
 * A Nest controller with a handler for each topic. A handler gets `readonly Command<Payload>[]`: in order for each key, and
 * never two batches with the same key at once; what has expired is not among them. What it returns is said. What it throws
 * decides: DependencyFault -> the topic's `onDependencyFault`; anything else -> the batch is redone one by one, and a record
 * that fails three times is a dead letter.
 */
export function topicsController(...consumptions: readonly Consumption[]): Type {
  @Controller()
  class TopicsController {}
  for (const { topic, handle, lane } of consumptions) {
    const { maxBatch = 100, concurrency = 1 } = lane;
    const extras: ConsumeExtras = { topic, lane: { maxBatch, concurrency } };
    const method = { value: (batch: Parameters<typeof handle>[0]) => handle(batch) };
    Object.defineProperty(TopicsController.prototype, topic.name, method);
    MessagePattern(topic.name, { ...extras })(TopicsController.prototype, topic.name, method);
  }
  return TopicsController;
}
