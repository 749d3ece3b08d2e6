import { authEndpoints, paymentsEndpoints, type Customer, type Limits } from '@wallet/operator-contract';
import type { Command } from 'commander';
import { amountText } from '../terminal/amount';
import { CommandFailed } from '../terminal/exit';
import { table } from '../terminal/table';
import type { Cli } from './cli';
import { limitRows } from './customer-account';
import { finish, type JsonOption } from './finish-command';
import { referenceHelp } from './reference-help';

/** `wallet` and `limits` are null until payments has opened an account. */
interface ShownCustomer extends Customer {
  readonly wallet: { readonly accountId: string; readonly currency: string; readonly balance: string } | null;
  readonly limits: Limits | null;
}

/** `customer show`, at auth and payments. */
export function addShow(customer: Command, cli: Cli): void {
  const command = customer
    .command('show')
    .description("Show one customer, with the wallet's balance and the customer's own limits.")
    .argument('<id>', referenceHelp)
    .action(async (id: string, { json }: JsonOption) => {
      const found = await cli.client('auth').call(authEndpoints.showCustomer, { params: { reference: id } });
      const shown = { ...found, ...(await accountOf(cli, found.customerId)) };
      cli.print(json ? JSON.stringify(shown) : customerText(shown));
    });
  finish(command, ['customer show 852-52412345', 'customer show 2160000000000001 --json']);
}

async function accountOf(cli: Cli, customerId: string): Promise<Pick<ShownCustomer, 'wallet' | 'limits'>> {
  const payments = cli.client('payments');
  const params = { customerId };
  try {
    const statement = await payments.call(paymentsEndpoints.showStatement, { params, query: { limit: '1' } });
    const { accountId, currency, balance } = statement;
    const limits = await payments.call(paymentsEndpoints.showLimits, { params });
    return { wallet: { accountId, currency, balance }, limits };
  } catch (error) {
    if (error instanceof CommandFailed && error.refusal === 'not-found') return { wallet: null, limits: null };
    throw error;
  }
}

function customerText({ wallet, limits, ...customer }: ShownCustomer): string {
  const { version, createdAt, updatedAt } = customer;
  const balance = wallet && amountText({ currency: wallet.currency, value: wallet.balance });
  return table([
    ['customer id', customer.customerId],
    ...customer.loginIds.map(({ type, value }) => ['login id', `${value} (${type})`]),
    ['status', customer.status],
    ['KYC level', String(customer.kycLevel)],
    ['balance', balance ?? 'no account yet'],
    ...(limits ? limitRows(limits).map(([name, limit]) => [`limit: ${name}`, limit]) : []),
    ...(version === undefined ? [] : [['version', String(version)]]),
    ...(createdAt === undefined ? [] : [['created at', createdAt]]),
    ...(updatedAt === undefined ? [] : [['updated at', updatedAt]]),
  ]);
}
