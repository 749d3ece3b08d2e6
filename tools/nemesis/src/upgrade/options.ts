import { servicesWith } from '@wallet/local-stack';
import { Command, InvalidArgumentError, Option } from 'commander';
import { wholeNumber } from '../options';

const walkNames = ['previous', 'next'] as const;
export type WalkName = (typeof walkNames)[number];

export interface UpgradeOptions {
  readonly seconds: number;
  readonly rate: number;
  readonly seed: number;
  readonly walk: readonly WalkName[];
  /** In the place of the one that `release/previous.json` names. */
  readonly previous?: string;
  readonly strictReaders?: string;
  readonly json: boolean;
}

const read = (services: readonly string[]) => (text: string) => {
  if (services.includes(text)) return text;
  throw new InvalidArgumentError(`Give one of ${services.join(', ')}.`);
};

export const upgradeCommand = (): Command =>
  new Command('npm run test:upgrade --')
    .description(
      `Runs two releases side by side, two processes of each service, under a load of all flows. First the last release (release/previous.json, built in .local/upgrade) and today's: the last one everywhere, the migrations of today, half and half of every service, today's everywhere, and back to the last one on today's schema. Then today's and a made-up next one, which says more in each message and has a fact more; it comes a second time, and what was held meanwhile is heard. One process at a time is stopped by SIGTERM and started. At the end nothing may be lost, refused by us or a dead letter, the books must agree, and at most 1 % of the calls may be unknown. Exit code 1 otherwise.`,
    )
    .option('--seconds <n>', 'of load in each stage, beside the time that the restarts take', wholeNumber(1, 600), 10)
    .option('--rate <r>', 'payments begun a second', wholeNumber(1, 100), 20)
    .option('--seed <n>', 'the same one gives the same load', wholeNumber(0, Number.MAX_SAFE_INTEGER), 1)
    .addOption(new Option('--walk <name...>', 'only this one').choices(walkNames).default([...walkNames]))
    .option('--previous <commit>', 'another release than the last one; it must be one that can be side by side with it')
    .option(
      '--strict-readers <service>',
      'lets this service refuse what it does not know, as 0.1.0 did: the walk to the next release must fail',
      read(servicesWith('KAFKA_BROKERS')),
    )
    .option('--json', 'print the figures as JSON at the end, and the progress to stderr', false)
    .addHelpText(
      'after',
      `
Examples:
  npm run test:upgrade
  npm run test:upgrade -- --rate 5 --seconds 5 --walk previous
  npm run test:upgrade -- --rate 5 --walk next --strict-readers payments

The first run builds two releases, some minutes each; later ones only what has changed. A walk restarts 20 processes or 30,
some seconds each. Data, logs and the history of all calls (history-<walk>.jsonl) are in .local/upgrade-walk until the next run.`,
    );

/** As `parseOptions` of the nemesis. */
export const parseUpgradeOptions = (args: readonly string[], command = upgradeCommand()): UpgradeOptions =>
  command.parse(args, { from: 'user' }).opts<UpgradeOptions>();
