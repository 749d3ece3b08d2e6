import { resolve } from 'node:path';
import { authEndpoints } from '@wallet/operator-contract';
import type { Command } from 'commander';
import { subjectText } from '../answers/approval-text';
import { reportText } from '../answers/report-text';
import { confirmed, type ChangeOptions, finishChange } from './change-command';
import type { Cli, CommandGroup } from './cli';
import { CustomerImport, type ImportSummary } from '../customers/customer-import';
import { exitCodes } from '../terminal/exit';
import { referenceHelp } from './reference-help';
import { surveyCustomers } from '../customers/survey-customers';
import { addCredit, addLimits } from './customer-account';
import { addKyc, addRenumber } from './customer-data';
import { addHistory } from './customer-history';
import { addShow } from './customer-show';

/** `customer import | show | freeze | unfreeze | close | renumber | kyc`, at auth, and `credit | limits | payments | statement`, at payments. */
export const customerCommands: CommandGroup = (program, cli) => {
  const customer = program.command('customer').description('Customers and their status.');
  addImport(customer, cli);
  addShow(customer, cli);
  addChange(customer, cli, 'freeze', 'Freeze a customer: no payment goes through until unfrozen.');
  addChange(customer, cli, 'unfreeze', 'Unfreeze a customer: payments go through again.');
  addChange(
    customer,
    cli,
    'close',
    'Close a customer for ever: no payment and no refund goes through, and the number is free after a quarantine.',
  );
  addRenumber(customer, cli);
  addKyc(customer, cli);
  addCredit(customer, cli);
  addLimits(customer, cli);
  addHistory(customer, cli);
};

function addImport(customer: Command, cli: Cli): void {
  const command = customer
    .command('import')
    .description('Register the customers of a CSV file with their opening balances.')
    .argument('<file>', 'first line: loginId,currency,balance,status[,kycLevel]')
    .action(async (file: string, options: ChangeOptions) => {
      const path = resolve(cli.folder, file);
      const survey = await surveyCustomers(path);
      const what = `Register the ${survey.rows} customers of ${file}, who begin with ${survey.sums}.`;
      const note = await confirmed(cli, options, what);
      const remark = (text: string) => cli.remark(text);
      const summary = await new CustomerImport(cli.client('auth'), note, remark).run(path, survey);
      cli.print(options.json ? JSON.stringify(summary) : summaryText(summary));
      if (summary.rejected.length > 0) cli.endWith(exitCodes.refused);
    });
  finishChange(command, 'customer import customers.csv --reason "moved from the old system"');
  command.addHelpText('after', fileHelp);
}

function addChange(customer: Command, cli: Cli, change: 'freeze' | 'unfreeze' | 'close', description: string): void {
  const command = customer
    .command(change)
    .description(`${description} Doing it twice is fine.`)
    .argument('<id>', referenceHelp)
    .action(async (id: string, options: ChangeOptions) => {
      const note = await confirmed(cli, options, `${description} It is ${id}.`);
      const result = await cli
        .client('auth')
        .call(authEndpoints[`${change}Customer`], { params: { reference: id }, body: note });
      const { customerId, status } = result.customer;
      const text = `customer ${customerId} ${result.changed ? 'is now' : 'was already'} ${status}`;
      cli.print(options.json ? JSON.stringify(result) : text);
    });
  finishChange(command, `customer ${change} 852-52412345 --reason "asked for it"`);
}

const fileHelp = `
The file:
  loginId,currency,balance,status,kycLevel
  852-52412345,HKD,100000,ACTIVE,1

A balance is in minor units (100000 is HKD 1,000.00). A status is ACTIVE, FROZEN or CLOSED. A login id that is known
already stays as it is, so a file may be imported again. Exit code 1 when a row was rejected. What is above a ceiling
(APPROVAL_CEILINGS of auth), alone or with what was imported in 24 hours, waits as a whole for a second operator.`;

function summaryText({ approval, ...report }: ImportSummary): string {
  const text = reportText(report);
  if (!approval) return text;
  const waits = `waiting for approval ${approval.approvalId}: ${subjectText(approval)}`;
  return `${waits} are registered once a second operator has approved it\n\n${text}`;
}
