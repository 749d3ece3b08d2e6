import { connect as connectPlain, isIP, type Socket } from 'node:net';
import { connect } from 'node:tls';
import {
  Kafka,
  logLevel,
  Partitioners,
  type ISocketFactory,
  type LogEntry,
  type Producer,
  type SASLOptions,
} from 'kafkajs';
import { readTlsFiles, type Logger, type TlsFiles } from '@wallet/service';
import type { KafkaConnection, Sasl } from './kafka-connection';

export interface KafkaOptions extends KafkaConnection {
  readonly clientId: string;
  readonly logger: Logger;
  /** For what is asked again and again until it is so: only what is thrown in the end counts. */
  readonly isQuiet?: true;
  /** Told of each connection, before it is made. */
  readonly onSocket?: (socket: Socket) => void;
  /** Once it is, nothing is logged any more: kafkajs goes on for a minute. */
  readonly isGivenUp?: () => boolean;
}

/** Probes of a silent connection begin after so long, as in kafkajs itself. */
const keepAliveMs = 60_000;

/** Some 2.7 s: as soon as a partition or a group has moved to another broker it is found there. */
const retry = { initialRetryTime: 100, maxRetryTime: 300, retries: 10 };

/** kafkajs retries by itself a few times, which it tells as warnings; what still fails is our DependencyFault. */
export function createKafka(options: KafkaOptions): Kafka {
  const { brokers, tls, sasl, clientId, isQuiet, onSocket } = options;
  return new Kafka({
    brokers,
    ...(tls && { ssl: true }),
    socketFactory: watched(tls ? tlsSockets(tls) : plainSockets, onSocket),
    ...(sasl && { sasl: saslOf(sasl) }),
    clientId,
    connectionTimeout: 2_000,
    requestTimeout: 10_000,
    retry,
    logLevel: isQuiet ? logLevel.NOTHING : logLevel.WARN,
    logCreator: () => (entry) => report(entry, options),
  });
}

function report({ level, log }: LogEntry, { logger, isGivenUp }: KafkaOptions): void {
  if (isGivenUp?.()) return;
  const line = { kafka: log.message, broker: log['broker'] as unknown, error: log['error'] as unknown };
  logger[level === logLevel.ERROR ? 'warn' : 'debug'](line, 'kafka client');
}

const plainSockets: ISocketFactory = ({ host, port, onConnect }) =>
  connectPlain({ host, port }, onConnect).setKeepAlive(true, keepAliveMs);

const watched =
  (sockets: ISocketFactory, onSocket: KafkaOptions['onSocket']): ISocketFactory =>
  (args) => {
    const socket = sockets(args);
    onSocket?.(socket);
    return socket;
  };

/** kafkajs takes its `ssl` once, and calls a socket factory for each connection. */
const tlsSockets =
  (files: TlsFiles): ISocketFactory =>
  ({ host, port, onConnect }) => {
    const servername = isIP(host) ? {} : { servername: host };
    return connect({ host, port, ...servername, ...readTlsFiles(files) }, onConnect).setKeepAlive(true, keepAliveMs);
  };

/** kafkajs asks its `sasl` for the password each time that a connection proves who it is. */
const saslOf = ({ mechanism, user, password }: Sasl): SASLOptions => ({
  mechanism,
  username: user,
  get password() {
    return password.read();
  },
});

/** Idempotent, one request in flight: order per key survives the client's own retries. */
export function createProducer(kafka: Kafka): Producer {
  return kafka.producer({
    idempotent: true,
    maxInFlightRequests: 1,
    allowAutoTopicCreation: false,
    createPartitioner: Partitioners.DefaultPartitioner,
  });
}
