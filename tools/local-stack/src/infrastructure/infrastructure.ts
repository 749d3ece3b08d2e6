import type { Log } from '../basics/waiting';

export type ServerName = 'postgres' | 'redis' | 'kafka';

/**
 * Where a server came from: `environment` = the address in DATABASE_URL, REDIS_URL or KAFKA_BROKERS; `docker` = a container
 * of ours; `native` = a process of ours; `running` = left running by another process that started it in the same data folder.
 */
export type Source = 'environment' | 'docker' | 'native' | 'running';

/** A further listener of the broker: it listens on `port` and tells its clients to come to `advertisedPort`, a proxy's. */
export interface KafkaListener {
  readonly port: number;
  readonly advertisedPort: number;
}

export interface InfrastructureOptions {
  /** Folder for data, logs and the state file; made if missing. One infrastructure a folder. */
  readonly dataDir: string;
  readonly log: Log;
  /** `native` skips the environment and Docker: for tests that must be able to kill a server. Default `any`. */
  readonly sources?: 'any' | 'native';
  /** Start from empty native data folders, unless what runs there is reused. Default false. */
  readonly fresh?: boolean;
  /** Of a native broker; for tests that put a proxy before it. */
  readonly kafkaListeners?: readonly KafkaListener[];
}

/**
 * One server. `kill`, `stop` and `start` work for a native server that this process started and throw
 * `LocalStackError` for all others. Its address and its data stay the same over a stop and a start.
 */
export interface Server {
  readonly source: Source;
  /** SIGKILL to all its processes; resolves when they are gone. */
  kill(): Promise<void>;
  /** An orderly stop; resolves when it is gone. `immediate`: where the server knows it (Postgres), without ending its work. */
  stop(how?: 'orderly' | 'immediate'): Promise<void>;
  /** Starts it again; resolves when it answers. */
  start(): Promise<void>;
}

export interface Infrastructure {
  /** URL of the owner (a superuser where the server is ours) of the cluster, with its default database. */
  readonly databaseUrl: string;
  readonly redisUrl: string;
  /** `host:port` each. */
  readonly kafkaBrokers: readonly string[];
  readonly sources: Readonly<Record<ServerName, Source>>;
  readonly postgres: Server;
  readonly redis: Server;
  readonly kafka: Server;
  /** Stops what this process started and leaves what was given or already running. May be called twice. */
  stop(): Promise<void>;
}
