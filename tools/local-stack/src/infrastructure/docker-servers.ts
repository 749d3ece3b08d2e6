import type { ContainerRuntimeClient, GenericContainer, StartedTestContainer } from 'testcontainers';
import { freePort } from '../processes/ports';
import { type Log, retryFor } from '../basics/waiting';
import { checkKafka, checkPostgres, checkRedis } from './server-checks';
import { ensureImage } from './docker-engine';
import { images } from './images';
import type { ServerName } from './infrastructure';

const START_TIMEOUT_MS = 30_000;

/** The image of Testcontainers' reaper, which removes our containers when this process is killed. */
const REAPER = 'testcontainers/ryuk:0.14.0';

/** A server in a container; its data ends with it. */
export interface Container {
  /** A URL, or for Kafka `host:port`. */
  readonly address: string;
  readonly stop: () => Promise<void>;
}

/** Up with the first line of its log: our own check tells when it answers. A container that is not up in time is removed. */
async function up(container: GenericContainer): Promise<StartedTestContainer> {
  const { Wait } = await import('testcontainers');
  return container.withWaitStrategy(Wait.forLogMessage(/./)).withStartupTimeout(START_TIMEOUT_MS).start();
}

async function answering(
  started: StartedTestContainer,
  address: string,
  check: () => Promise<void>,
): Promise<Container> {
  const stop = async (): Promise<void> => void (await started.stop());
  try {
    await retryFor(START_TIMEOUT_MS, check, () => undefined);
  } catch (error) {
    await stop();
    throw error;
  }
  return { address, stop };
}

const starters: Readonly<Record<ServerName, (container: GenericContainer) => Promise<Container>>> = {
  postgres: async (container) => {
    const password = 'wallet';
    const started = await up(
      container
        .withEnvironment({ POSTGRES_USER: 'wallet_owner', POSTGRES_PASSWORD: password, POSTGRES_DB: 'postgres' })
        .withCommand(['postgres', '-c', 'max_connections=300'])
        .withExposedPorts(5432),
    );
    const url = `postgres://wallet_owner:${password}@${started.getHost()}:${started.getMappedPort(5432)}/postgres`;
    return answering(started, url, () => checkPostgres(url));
  },
  redis: async (container) => {
    const command = ['redis-server', '--appendonly', 'yes', '--appendfsync', 'everysec', '--databases', '1024'];
    const started = await up(container.withCommand(command).withExposedPorts(6379));
    const url = `redis://${started.getHost()}:${started.getMappedPort(6379)}`;
    return answering(started, url, () => checkRedis(url));
  },
  kafka: async (container) => {
    const port = await freePort(); // the same inside and outside, because the broker tells clients its own address
    const started = await up(
      container.withExposedPorts({ container: port, host: port }).withEnvironment({
        KAFKA_PROCESS_ROLES: 'broker,controller',
        KAFKA_NODE_ID: '1',
        KAFKA_CONTROLLER_QUORUM_VOTERS: '1@127.0.0.1:9093',
        KAFKA_LISTENERS: `PLAINTEXT://0.0.0.0:${port},CONTROLLER://127.0.0.1:9093`,
        KAFKA_ADVERTISED_LISTENERS: `PLAINTEXT://127.0.0.1:${port}`,
        KAFKA_CONTROLLER_LISTENER_NAMES: 'CONTROLLER',
        KAFKA_LISTENER_SECURITY_PROTOCOL_MAP: 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
        KAFKA_AUTO_CREATE_TOPICS_ENABLE: 'false',
        KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS: '0',
        KAFKA_OFFSETS_TOPIC_NUM_PARTITIONS: '4',
        KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: '1',
        KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR: '1',
        KAFKA_TRANSACTION_STATE_LOG_MIN_ISR: '1',
        KAFKA_SHARE_COORDINATOR_STATE_TOPIC_REPLICATION_FACTOR: '1',
        KAFKA_SHARE_COORDINATOR_STATE_TOPIC_MIN_ISR: '1',
      }),
    );
    const address = `127.0.0.1:${port}`;
    return answering(started, address, () => checkKafka([address]));
  },
};

/** Throws when the image cannot be had or the server does not come up. */
export async function startContainer(engine: ContainerRuntimeClient, name: ServerName, log: Log): Promise<Container> {
  const { GenericContainer } = await import('testcontainers');
  const needed = process.env['TESTCONTAINERS_RYUK_DISABLED'] === 'true' ? [images[name]] : [images[name], REAPER];
  for (const image of needed) await ensureImage(engine, image, log);
  return starters[name](new GenericContainer(images[name]));
}
