import { authEndpoints, type ChangedCustomer } from '@wallet/operator-contract';
import type { Command } from 'commander';
import { confirmed, type ChangeOptions, finishChange } from './change-command';
import type { Cli } from './cli';
import { referenceHelp } from './reference-help';
import { wholeNumber } from '../terminal/whole-number';

interface RenumberOptions extends ChangeOptions {
  readonly to: string;
}

export function addRenumber(customer: Command, cli: Cli): void {
  const description = 'Give a customer another mobile number; money and agreements stay.';
  const command = customer
    .command('renumber')
    .description(`${description} Doing it twice is fine.`)
    .argument('<id>', referenceHelp)
    .requiredOption('--to <login id>', 'the new number, e.g. 852-52412399')
    .action(async (id: string, { to: loginId, ...options }: RenumberOptions) => {
      const note = await confirmed(cli, options, `${description} It is ${id}, the new number is ${loginId}.`);
      const call = { params: { reference: id }, body: { loginId, ...note } };
      const result = await cli.client('auth').call(authEndpoints.renumberCustomer, call);
      const number = result.customer.loginIds.map(({ value }) => value).join(', ');
      print(cli, options, result, `login id ${number}`);
    });
  finishChange(command, 'customer renumber 852-52412345 --to 852-52412399 --reason "lost the SIM card"');
  command.addHelpText(
    'after',
    '\nNobody else gets the number before it until NUMBER_QUARANTINE_DAYS of auth are over.',
  );
}

interface KycOptions extends ChangeOptions {
  readonly level: string;
}

export function addKyc(customer: Command, cli: Cli): void {
  const description = "Set a customer's KYC level: it holds from the next payment on.";
  const command = customer
    .command('kyc')
    .description(`${description} Doing it twice is fine.`)
    .argument('<id>', referenceHelp)
    .requiredOption('--level <number>', '0 to 9')
    .action(async (id: string, { level, ...options }: KycOptions) => {
      const note = await confirmed(cli, options, `${description} It is ${id}, the new level is ${level}.`);
      const body = { kycLevel: wholeNumber(level), ...note };
      const result = await cli.client('auth').call(authEndpoints.setKycLevel, { params: { reference: id }, body });
      print(cli, options, result, `KYC level ${result.customer.kycLevel}`);
    });
  finishChange(command, 'customer kyc 852-52412345 --level 2 --reason "passport seen"');
}

function print(cli: Cli, { json }: ChangeOptions, result: ChangedCustomer, has: string): void {
  const text = `customer ${result.customer.customerId} ${result.changed ? 'now has' : 'had already'} ${has}`;
  cli.print(json ? JSON.stringify(result) : text);
}
