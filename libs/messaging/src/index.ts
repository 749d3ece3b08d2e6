export {
  DeadLetterBox,
  type DeadLetter,
  type DeadLetterBoxOptions,
  type OpenedLetter,
  type ReplayRefusal,
} from './dead-letters/dead-letter-box';
export { KafkaTransport, type KafkaTransportOptions } from './consuming/kafka-transport';
export { kafkaSettings, type KafkaConnection } from './kafka/kafka-connection';
export { PostponedRecords } from './consuming/postponed-records';
export type { Answers, Forwarding, Message } from './records/message';
export { MessageBus, type MessageBusOptions } from './sending/message-bus';
export { OutboxRelay } from './outbox/outbox-relay';
export type { OutboxLeadership, OutboxRecord, OutboxStore, Portion } from './outbox/outbox';
export { Requester, type RequesterOptions } from './requests/requester';
export { serve } from './consuming/serve';
export { inBatches, oneByOne, topicsController, type InBatches, type OneByOne } from './consuming/topics.controller';
export { printAcls } from './acls/print-acls';
export type { ServiceTopics } from './topics/service-topics';
export { topicSettings } from './topics/topic-configuration';
export { makeTopics, topicsOptions, topicsUsage } from './topics/make-topics';
