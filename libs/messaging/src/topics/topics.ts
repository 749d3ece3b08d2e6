import * as contracts from '@wallet/contracts';

/** The largest record, key and envelope included. A larger one is the producer's error. */
export const maxRecordBytes = 256 * 1024;

const isTopic = (value: object): value is contracts.Topic<unknown> => 'onDependencyFault' in value;

/** Every topic that a contract defines; each process creates what is missing at boot. */
export const topics = Object.values<object>(contracts).filter(isTopic);

/** Where a service puts the records that it can never handle. */
export const deadLetterTopic = (service: string): string => `${service}.record.dead-letter.v1`;
