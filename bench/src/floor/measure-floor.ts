import { closedLoop, type LoopOptions, type Operation, type Point } from '../load/closed-loop';
import { KafkaEcho } from './kafka-echo';
import { Postings } from './postings';
import { Rsa } from './rsa';

export interface Servers {
  readonly databaseUrl: string;
  readonly kafkaBrokers: readonly string[];
}

/** What this machine can do without us, each at a few numbers in flight. */
export interface Floor {
  readonly sign: readonly Point[];
  readonly verify: readonly Point[];
  readonly kafkaEcho: readonly Point[];
  readonly posting: readonly Point[];
}

/** A broker that has just started is slow until it is compiled. */
const brokerWarmUpSeconds = 8;

export type Loop = Omit<LoopOptions, 'inFlight'>;

async function points(operation: Operation, levels: readonly number[], loop: Loop): Promise<Point[]> {
  const measured: Point[] = [];
  for (const inFlight of levels) measured.push(await closedLoop(operation, { ...loop, inFlight }));
  return measured;
}

async function during<T extends { stop(): Promise<void> }>(
  starting: Promise<T>,
  work: (started: T) => Promise<Point[]>,
): Promise<Point[]> {
  const started = await starting;
  try {
    return await work(started);
  } finally {
    await started.stop();
  }
}

export async function measureFloor(servers: Servers, loop: Loop, say: (line: string) => void): Promise<Floor> {
  const rsa = new Rsa();
  say('floor: RSA-2048 signatures');
  const sign = await points(() => rsa.sign(), [1, 16], loop);
  const verify = await points(() => rsa.verify(), [1], loop);
  say('floor: a request and its answer through Kafka');
  const kafkaEcho = await during(KafkaEcho.start(servers.kafkaBrokers), async (echo) => {
    await closedLoop(() => echo.ask(), { ...loop, inFlight: 64, seconds: brokerWarmUpSeconds });
    return points(() => echo.ask(), [1, 64], loop);
  });
  say('floor: a posting in Postgres');
  const posting = await during(Postings.start(servers.databaseUrl, 16), (postings) =>
    points((worker) => postings.post(worker), [1, 16], loop),
  );
  return { sign, verify, kafkaEcho, posting };
}
