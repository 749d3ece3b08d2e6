import { paymentsEndpoints, type OperatorEndpoint, type PaymentsPage, type Statement } from '@wallet/operator-contract';
import type { Command } from 'commander';
import { amountText } from '../terminal/amount';
import type { z } from 'zod';
import type { Cli } from './cli';
import { finish, type JsonOption } from './finish-command';
import { table } from '../terminal/table';

interface PageOptions extends JsonOption {
  readonly limit?: string;
  readonly before?: string;
}

type Page = PaymentsPage | Statement;

interface History<T extends Page> {
  readonly name: 'payments' | 'statement';
  readonly description: string;
  readonly endpoint: OperatorEndpoint & { readonly answer: z.ZodType<T> };
  readonly text: (page: T) => string;
}

/** `customer payments` and `customer statement`. */
export function addHistory(customer: Command, cli: Cli): void {
  add(customer, cli, {
    name: 'payments',
    description: 'List the orders of a customer, the newest first.',
    endpoint: paymentsEndpoints.listCustomerPayments,
    text: paymentsText,
  });
  add(customer, cli, {
    name: 'statement',
    description: "Show the entries of a customer's wallet and the balance after each, the newest first.",
    endpoint: paymentsEndpoints.showStatement,
    text: statementText,
  });
}

function add<T extends Page>(customer: Command, cli: Cli, history: History<T>): void {
  const { name, description, endpoint, text } = history;
  const command = customer
    .command(name)
    .description(description)
    .argument('<id>', 'customer id, as customer show prints it')
    .option('--limit <number>', 'how many, 500 at most (default 50)')
    .option('--before <place>', 'the next page, as the page before said')
    .action(async (id: string, { json, limit, before }: PageOptions) => {
      const asked = { params: { customerId: id }, query: { limit, before } };
      const page = await cli.client('payments').call(endpoint, asked);
      const more = page.next === undefined ? '' : `\n\nmore: --before ${page.next}`;
      cli.print(json ? JSON.stringify(page) : text(page) + more);
    });
  finish(command, [`customer ${name} 2160000000000001`, `customer ${name} 2160000000000001 --limit 500 --json`]);
}

function paymentsText({ payments }: PaymentsPage): string {
  if (payments.length === 0) return 'no payments';
  return table([
    ['ordered at', 'order', 'state', 'amount', 'debit', 'refunded', 'merchant'],
    ...payments.map(({ createdAt, paymentRequestId, state, refusal, merchantName, ...amounts }) => [
      createdAt,
      paymentRequestId,
      refusal === null ? state : `${state} ${refusal}`,
      ...[amounts.paymentAmount, amounts.debit, amounts.refundedAmount].map((each) => (each ? amountText(each) : '-')),
      merchantName ?? '-',
    ]),
  ]);
}

function statementText({ accountId, currency, balance, lines }: Statement): string {
  const text = (value: string) => amountText({ currency, value });
  const head = `${accountId}: ${text(balance)}`;
  if (lines.length === 0) return `${head}\n\nno entries`;
  const rows = lines.map((line) => [
    line.postedAt,
    line.kind,
    text(line.amount),
    text(line.balance),
    line.refundRequestId ?? line.orderId ?? line.reference ?? '-',
  ]);
  return `${head}\n\n${table([['posted at', 'kind', 'amount', 'balance', 'of'], ...rows])}`;
}
