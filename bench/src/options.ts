import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { serviceNames, type ServiceName } from '@wallet/local-stack';

const parts = ['floor', 'evaluations', 'flows', 'agreement', 'peer', 'overload'] as const;
export type Part = (typeof parts)[number];

/** More are shed by the gateway's default MAX_WAITERS. */
const mostInFlight = 100;

const mostOrders = 10_000_000;

export type Profiled = ServiceName | 'peer';
const profiled: readonly Profiled[] = [...serviceNames, 'peer'];

export interface BenchOptions {
  readonly parts: readonly Part[];
  /** Length of each measured window. */
  readonly seconds: number;
  readonly jsonFile: string;
  /** Numbers of evaluations, flows and agreement payments in flight. */
  readonly levels: readonly number[];
  readonly profiled: readonly Profiled[];
  /** Paid orders more that a second stack has, with which the first is compared; 0: no such comparison. */
  readonly orders: number;
}

export const usage = `npm run bench [-- OPTIONS]

Starts Postgres, Redis, Kafka and a stack of its own, measures it in a closed loop at 1, 16 and 64 in flight together
with the machine's floor, prints a table, writes JSON and stops everything. No pass or fail.

Agreement payments are measured in turns with the peer (bench/src/peer): a plain Fastify and pg program that does the
same for a payment, with the same durability and protocol library, but without Kafka. It tells Alipay+ as the wallet
does: a row in the transaction of the payment, a signed call, its answer verified and recorded.

The overload is an open loop: calls signed beforehand are sent at fixed rates, whatever becomes of them. First the knee
is sought, the highest rate that is answered as it is offered; then 0.5, 1, 1.5 and 2 times as much is offered. The
latencies are without the delay of the process that sends.

  --only PART        floor, evaluations, flows, agreement, peer or overload; can be given more than once
  --seconds N        length of each measured window, default 8; 2 s of warm-up come before it. A turn has half of both;
                     each at each number in flight has 4
  --in-flight N      evaluations, flows and agreement payments at once, default 1, 16 and 64; can be given more than once
  --json FILE        default bench/results/<time>.json
  --orders N         instead of all that, agreement payments of two stacks in turns: one new, and one with N more paid
                     orders, loaded in bulk
  --profile SERVICE  CPU profile of ${profiled.slice(0, -1).join(', ')} or peer; can be given more than once
  --help             this text

DATABASE_URL, REDIS_URL and KAFKA_BROKERS choose servers that run already. Data and logs are in .local/bench/.`;

/** The command line is wrong; the message says how. */
export class UsageError extends Error {}

const accepted = {
  only: { type: 'string', multiple: true, default: [] as string[] },
  seconds: { type: 'string', default: '8' },
  json: { type: 'string' },
  'in-flight': { type: 'string', multiple: true, default: ['1', '16', '64'] as string[] },
  profile: { type: 'string', multiple: true, default: [] as string[] },
  orders: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const;

function read(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: accepted }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function oneOf<T extends string>(option: string, all: readonly T[], given: readonly string[]): T[] {
  return given.map((text) => {
    const found = all.find((each) => each === text);
    if (!found) throw new UsageError(`${option} ${text}: give ${all.join(', ')}`);
    return found;
  });
}

function numberUpTo(option: string, most: number, text: string): number {
  const value = Number(text);
  if (!(value > 0 && value <= most)) throw new UsageError(`${option} ${text}: give a number up to ${most}`);
  return value;
}

function defaultJsonFile(now: Date): string {
  return resolve(__dirname, '../results', `${now.toISOString().replaceAll(':', '-')}.json`);
}

/** `help` when only the usage is wanted. Throws UsageError. */
export function parseOptions(args: readonly string[], now: Date): BenchOptions | 'help' {
  const { only, seconds, json, 'in-flight': inFlight, profile, orders, help } = read(args);
  if (help) return 'help';
  const given = oneOf('--only', parts, only);
  if (orders !== undefined && only.length + profile.length > 0)
    throw new UsageError('--orders is a measurement of its own: give no --only and no --profile');
  return {
    parts: given.length > 0 ? parts.filter((part) => given.includes(part)) : parts,
    seconds: numberUpTo('--seconds', 600, seconds),
    jsonFile: json === undefined ? defaultJsonFile(now) : resolve(json),
    levels: inFlight.map((text) => Math.ceil(numberUpTo('--in-flight', mostInFlight, text))),
    profiled: oneOf('--profile', profiled, profile),
    orders: orders === undefined ? 0 : Math.ceil(numberUpTo('--orders', mostOrders, orders)),
  };
}
