import { Kafka, logLevel, Partitioners, type LogEntry, type Producer } from 'kafkajs';
import type { Logger } from '@wallet/service';

export interface KafkaOptions {
  readonly brokers: string[];
  readonly clientId: string;
  readonly logger: Logger;
  /** For what is asked again and again until it is so: only what is thrown in the end counts. */
  readonly isQuiet?: true;
}

/** kafkajs retries by itself a few times, which it tells as warnings; what still fails is our DependencyFault. */
export function createKafka({ brokers, clientId, logger, isQuiet }: KafkaOptions): Kafka {
  return new Kafka({
    brokers,
    clientId,
    connectionTimeout: 2_000,
    requestTimeout: 10_000,
    retry: { initialRetryTime: 100, maxRetryTime: 1_000, retries: 5 },
    logLevel: isQuiet ? logLevel.NOTHING : logLevel.WARN,
    logCreator:
      () =>
      ({ level, log }: LogEntry) =>
        logger[level === logLevel.ERROR ? 'warn' : 'debug'](
          { kafka: log.message, error: log['error'] as unknown },
          'kafka client',
        ),
  });
}

/** Idempotent, acks=-1, one request in flight: order per key survives the client's own retries. */
export function createProducer(kafka: Kafka): Producer {
  return kafka.producer({
    idempotent: true,
    maxInFlightRequests: 1,
    allowAutoTopicCreation: false,
    createPartitioner: Partitioners.DefaultPartitioner,
  });
}
