import * as contracts from '@wallet/contracts';

/** The largest record, key and envelope included. A larger one is the producer's error. */
export const maxRecordBytes = 256 * 1024;

const isTopic = (value: object): value is contracts.Topic<unknown> => 'onDependencyFault' in value;

/** Every topic that a contract defines; each process creates what is missing at boot. */
export const topics = Object.values<object>(contracts).filter(isTopic);

const byName = new Map<string, contracts.Topic<unknown>>(topics.map((topic) => [topic.name, topic]));

export const topicOf = (name: string): contracts.Topic<unknown> | undefined => byName.get(name);

/** All services, by the owners of their topics; notifier has none of its own. */
export const services = [...new Set(topics.map(contracts.ownerOf)), 'notifier'];

/** The services that commands are sent to. */
export const commandOwners = [
  ...new Set(topics.filter(({ kind }) => kind === 'command').map(contracts.ownerOf)),
].sort();

/** Where a service puts the records that it can never handle. */
export const deadLetterTopic = (service: string): string => `${service}.record.dead-letter.v1`;
