import { randomInt } from 'node:crypto';
import { Command, InvalidArgumentError } from 'commander';

export interface NemesisOptions {
  readonly seconds: number;
  readonly seed: number;
  /** Payments begun a second. */
  readonly rate: number;
  readonly twoOfEach: boolean;
  readonly json: boolean;
}

export const wholeNumber = (least: number, most: number) => (text: string) => {
  const value = Number(text);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new InvalidArgumentError(`Give a whole number from ${least} to ${most}.`);
};

export const nemesisCommand = (): Command =>
  new Command('npm run nemesis --')
    .showHelpAfterError('(--help shows how)')
    .description(
      `Starts Postgres, Redis, Kafka, all services and the simulator of its own, offers a steady load of payments, cancels and refunds, and meanwhile kills and stops processes and servers and breaks the network between them. Then everything is healed, and the books, the simulator's books and all that was answered must agree. Exit code 1 at any violation.`,
    )
    .option(
      '--seconds <n>',
      'length of the load; start, healing and checks take up to 45 s more',
      wholeNumber(10, 86_400),
      90,
    )
    .option(
      '--seed <n>',
      'a whole number; the same one gives the same load and the same faults (default: a random one, printed)',
      wholeNumber(0, Number.MAX_SAFE_INTEGER),
    )
    .option(
      '--rate <r>',
      'payments begun a second up to 100, by default what two cores bear that also start processes again; with 500 under way no more are begun, and the report says how many were left out',
      wholeNumber(1, 100),
      10,
    )
    .option('--two-of-each', 'of every service, not only of gateway and payments; either is hit', false)
    .option('--json', 'print the figures as JSON at the end, and the progress to stderr', false)
    .addHelpText(
      'after',
      '\nData, logs and the history of all calls (history.jsonl) are in .local/nemesis/ until the next run.' +
        '\n\nExamples:\n  npm run nemesis -- --seconds 90 --seed 7\n  npm run -s nemesis -- --rate 30 --json',
    );

/** What is wrong is printed, and ends the process, unless the command overrides that; so does `--help`. */
export function parseOptions(args: readonly string[], command = nemesisCommand()): NemesisOptions {
  const options = command.parse(args, { from: 'user' }).opts<Omit<NemesisOptions, 'seed'> & { seed?: number }>();
  return { ...options, seed: options.seed ?? randomInt(1_000_000) };
}
