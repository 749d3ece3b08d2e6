import { paymentsEndpoints, type Credited, type Limits } from '@wallet/operator-contract';
import type { Command } from 'commander';
import { amountText } from '../terminal/amount';
import { confirmed, type ChangeOptions, finishChange } from './change-command';
import type { Cli } from './cli';
import { minorUnits, minorUnitsOrDefault } from '../terminal/minor-units';
import { withAccount } from './with-account';
import { table } from '../terminal/table';
import { wholeNumber } from '../terminal/whole-number';
import { referenceHelp } from './reference-help';

interface CreditOptions extends ChangeOptions {
  readonly amount: string;
  readonly currency: string;
  readonly reference: string;
}

export function addCredit(customer: Command, cli: Cli): void {
  const command = customer
    .command('credit')
    .description(
      'Add money to the wallet of a customer, once for each reference. A large sum waits for a second operator.',
    )
    .argument('<id>', referenceHelp)
    .requiredOption('--amount <minor units>', 'e.g. 12050 for HKD 120.50', minorUnits)
    .requiredOption('--currency <code>', 'the currency of the wallet')
    .requiredOption('--reference <text>', 'what the money came with, e.g. the id of a transfer; again: nothing happens')
    .action(async (id: string, { amount: value, currency, reference, ...options }: CreditOptions) => {
      const amount = { currency, value };
      const text = amountText(amount);
      const note = await confirmed(cli, options, `Add ${text} to the wallet of customer ${id}.`);
      const body = { amount, reference, ...note };
      const { customerId, credited } = await withAccount(cli, id, async (customerId) => {
        const call = { params: { customerId }, body };
        return { customerId, credited: await cli.client('payments').call(paymentsEndpoints.creditCustomer, call) };
      });
      const done = `customer ${customerId} got ${text}`;
      cli.print(options.json ? JSON.stringify(credited) : creditText(credited, done, reference));
    });
  finishChange(
    command,
    'customer credit 2160000000000001 --amount 5000 --currency HKD --reference T-17 --reason "cash at desk 3"',
  );
}

function creditText(credited: Credited, done: string, reference: string): string {
  if ('approval' in credited) return `waiting for approval ${credited.approval.approvalId}: ${secondOperator}`;
  const what = credited.repeated ? `${reference} was credited before` : done;
  return `${what} (transaction ${credited.transactionId}); the balance is ${amountText(credited.balance)}`;
}

const secondOperator = 'nothing is credited before a second operator has approved it';

interface LimitOptions extends ChangeOptions {
  readonly single?: string;
  readonly dailyAmount?: string;
  readonly dailyCount?: string;
}

export function addLimits(customer: Command, cli: Cli): void {
  const command = customer
    .command('limits')
    .description("Show a customer's own limits, or set those that are given: in force from the next payment on.")
    .argument('<id>', referenceHelp)
    .option('--single <minor units>', 'for one payment, in the currency of the wallet; or default', minorUnitsOrDefault)
    .option('--daily-amount <minor units>', 'for a day; or default', minorUnitsOrDefault)
    .option('--daily-count <number>', 'payments on a day; or default')
    .action(async (id: string, { single, dailyAmount, dailyCount, ...options }: LimitOptions) => {
      const given = Object.entries({ single, dailyAmount, dailyCount: dailyCount && wholeNumber(dailyCount) });
      const limits = given.filter(([, value]) => value !== undefined).map(([name, value]) => [name, orNull(value)]);
      const result = await (limits.length === 0
        ? withAccount(cli, id, (customerId) => showLimits(cli, customerId))
        : setLimits(cli, id, Object.fromEntries(limits) as object, options));
      cli.print(options.json ? JSON.stringify(result) : table(limitRows(result)));
    });
  const own = 'customer limits 2160000000000001';
  finishChange(command, own, `${own} --single 500000 --daily-count default --reason "asked for it"`);
  command.addHelpText(
    'after',
    '\ndefault: as SINGLE_LIMITS, DAILY_AMOUNT_LIMITS and DAILY_COUNT_LIMIT of payments say.',
  );
}

async function setLimits(cli: Cli, id: string, limits: object, options: ChangeOptions) {
  const words = Object.entries(limits).map(([name, value]) => `${name} ${value ?? 'default'}`);
  const note = await confirmed(cli, options, `Set limits of customer ${id}: ${words.join(', ')}.`);
  const body = { ...limits, ...note };
  return withAccount(cli, id, (customerId) =>
    cli.client('payments').call(paymentsEndpoints.setLimits, { params: { customerId }, body }),
  );
}

const showLimits = (cli: Cli, customerId: string) =>
  cli.client('payments').call(paymentsEndpoints.showLimits, { params: { customerId } });

const orNull = (value: string | number | undefined) => (value === 'default' ? null : value);

/** Of a table. */
export const limitRows = ({ single, dailyAmount, dailyCount }: Limits): [string, string][] => [
  ['single', single === null ? 'default' : `${single} (minor units)`],
  ['daily amount', dailyAmount === null ? 'default' : `${dailyAmount} (minor units)`],
  ['daily count', String(dailyCount ?? 'default')],
];
