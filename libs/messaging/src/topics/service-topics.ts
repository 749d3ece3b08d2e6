import type { Topic } from '@wallet/contracts';
import { deadLetterTopic, topics } from './topics';

/** What a service does with topics: it can send to no other, and its rights in the cluster are made from it. */
export interface ServiceTopics {
  readonly service: string;
  /** By its consumer group. What it can never handle is a dead letter, which its operators may send there once more. */
  readonly handles: readonly Topic<unknown>[];
  readonly sends: readonly Topic<unknown>[];
  /** Each replica reads all of it, by a group of its own. */
  readonly hears?: readonly Topic<unknown>[];
}

/** The topics that there must be for a service. */
export interface NeededTopics {
  readonly topics: readonly Topic<unknown>[];
  readonly deadLetters: readonly string[];
  maySend(topic: string): boolean;
}

/** Without `given`: all. */
export function neededTopics(service: string, given: ServiceTopics | undefined): NeededTopics {
  if (!given) return { topics, deadLetters: [deadLetterTopic(service)], maySend: () => true };
  const { handles, sends, hears = [] } = given;
  const deadLetters = handles.length > 0 ? [deadLetterTopic(service)] : [];
  const sendable = new Set([...[...handles, ...sends].map(({ name }) => name), ...deadLetters]);
  return {
    topics: [...new Set([...handles, ...sends, ...hears])],
    deadLetters,
    maySend: (topic) => sendable.has(topic),
  };
}
