import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';

export interface NemesisOptions {
  /** Of load; the start and the end come on top. */
  readonly seconds: number;
  readonly seed: number;
  /** Payments begun a second. */
  readonly rate: number;
  readonly json: boolean;
}

export const usage = `npm run nemesis [-- OPTIONS]

Starts Postgres, Redis, Kafka, all services and the simulator of its own, offers a steady load of payments, cancels and
refunds, and meanwhile kills and stops processes and servers and breaks the network between them. Then everything is
healed, and the books, the simulator's books and all that was answered must agree. Exit code 1 at any violation.

  --seconds N   length of the load, default 90; start, healing and checks take up to 45 s more
  --seed N      a whole number; the same one gives the same load and the same faults. Default: a random one, printed
  --rate R      payments begun a second up to 100, default 10: what two cores bear that also start processes again. With
                500 under way no more are begun; the report says how many were left out
  --json        print the figures as JSON at the end, and the progress to stderr
  --help        this text

Data, logs and the history of all calls (history.jsonl) are in .local/nemesis/ until the next run.`;

/** The command line is wrong; the message says how. */
export class UsageError extends Error {}

const accepted = {
  seconds: { type: 'string', default: '90' },
  seed: { type: 'string' },
  rate: { type: 'string', default: '10' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

function read(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: accepted }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function wholeNumber(option: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new UsageError(`${option} ${text}: give a whole number from ${least} to ${most}`);
}

/** `help` when only the usage is wanted. Throws UsageError. */
export function parseOptions(args: readonly string[]): NemesisOptions | 'help' {
  const { seconds, seed, rate, json, help } = read(args);
  if (help) return 'help';
  return {
    seconds: wholeNumber('--seconds', seconds, 10, 86_400),
    seed: seed === undefined ? randomInt(1_000_000) : wholeNumber('--seed', seed, 0, Number.MAX_SAFE_INTEGER),
    rate: wholeNumber('--rate', rate, 1, 100),
    json,
  };
}
