import { resolve } from 'node:path';
import { serviceNames, type ServiceName } from '@wallet/local-stack';
import { Command, InvalidArgumentError, Option } from 'commander';

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
  /** Of the gateway in the overload; undefined: as the others. */
  readonly gatewayNice?: number;
  /** Paid orders more that a second stack has, with which the first is compared; 0: no such comparison. */
  readonly orders: number;
}

interface Given {
  readonly only?: Part[];
  readonly seconds: number;
  readonly json?: string;
  readonly inFlight?: number[];
  readonly profile?: Profiled[];
  readonly orders?: number;
  readonly gatewayNice?: number;
}

function numberUpTo(most: number, text: string): number {
  const value = Number(text);
  if (value > 0 && value <= most) return value;
  throw new InvalidArgumentError(`Give a number up to ${most}.`);
}

function niceOf(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= -20 && value <= 19) return value;
  throw new InvalidArgumentError('Give a whole number from -20 to 19.');
}

const several = (text: string, before: readonly number[] = []): number[] => [
  ...before,
  Math.ceil(numberUpTo(mostInFlight, text)),
];

export const benchCommand = (): Command =>
  new Command('npm run bench --')
    .showHelpAfterError('(--help shows how)')
    .description(
      `Starts Postgres, Redis, Kafka and a stack of its own, measures it in a closed loop at 1, 16 and 64 in flight together with the machine's floor, prints a table, writes JSON and stops everything. No pass or fail.

Agreement payments are measured in turns with the peer (bench/src/peer): a plain Fastify and pg program that does the same for a payment, with the same durability and protocol library, but without Kafka. It tells Alipay+ as the wallet does: a row in the transaction of the payment, a signed call, its answer verified and recorded.

The overload is an open loop: calls signed beforehand are sent at fixed rates, whatever becomes of them. First the knee is sought, the highest rate that is answered as it is offered; then 0.5, 1, 1.5 and 2 times as much is offered. The latencies are without the delay of the process that sends. A server that only refuses is called beside it: how long that takes is asked by the machine of any process.`,
    )
    .addOption(new Option('--only <part...>', 'measure this alone; may be given several times').choices(parts))
    .option(
      '--seconds <n>',
      'length of each measured window; 2 s of warm-up come before it. A turn has half of both; each at each number in flight has 4',
      (text) => numberUpTo(600, text),
      8,
    )
    .option(
      '--in-flight <n...>',
      'evaluations, flows and agreement payments at once (default: 1, 16 and 64); may be given several times',
      several,
    )
    .option('--json <file>', 'where the figures go (default: bench/results/<time>.json)')
    .option(
      '--orders <n>',
      'instead of all that, agreement payments of two stacks in turns: one new, and one with n more paid orders, loaded in bulk',
      (text) => Math.ceil(numberUpTo(mostOrders, text)),
    )
    .option(
      '--gateway-nice <n>',
      'in the overload, the nice value of the gateway among the processes that share this machine; below 0, as with cores of its own, needs CAP_SYS_NICE',
      niceOf,
    )
    .addOption(
      new Option('--profile <service...>', 'make a CPU profile of it; may be given several times').choices(profiled),
    )
    .addHelpText(
      'after',
      '\nDATABASE_URL, REDIS_URL and KAFKA_BROKERS choose servers that run already. Data and logs are in .local/bench/.' +
        '\n\nExamples:\n  npm run bench -- --only floor flows --seconds 4' +
        '\n  npm run bench -- --only overload --gateway-nice -12' +
        '\n  npm run bench -- --orders 100000',
    );

function defaultJsonFile(now: Date): string {
  return resolve(__dirname, '../../results', `${now.toISOString().replaceAll(':', '-')}.json`);
}

/** What is wrong is printed, and ends the process, unless the command overrides that; so does `--help`. */
export function parseOptions(args: readonly string[], now: Date, command = benchCommand()): BenchOptions {
  const given = command.parse(args, { from: 'user' }).opts<Given>();
  const { only, seconds, json, inFlight = [1, 16, 64], profile = [], orders = 0, gatewayNice } = given;
  if (orders > 0 && (only ?? []).length + profile.length > 0)
    command.error('error: --orders is a measurement of its own: give no --only and no --profile');
  return {
    parts: parts.filter((part) => only?.includes(part) ?? true),
    seconds,
    jsonFile: json === undefined ? defaultJsonFile(now) : resolve(json),
    levels: inFlight,
    profiled: profile,
    orders,
    ...(gatewayNice !== undefined && { gatewayNice }),
  };
}
