import type { Command } from 'commander';
import { z } from 'zod';
import { amountSchema, amountText } from '../amount';
import type { Cli } from '../cli';
import { finish, type JsonOption } from '../finish-command';
import { withQuery } from '../path';
import { table } from '../table';

const paymentsSchema = z.object({
  payments: z.array(
    z.looseObject({
      paymentRequestId: z.string(),
      state: z.string(),
      refusal: z.string().nullable(),
      paymentAmount: amountSchema.nullable(),
      debit: amountSchema.nullable(),
      refundedAmount: amountSchema.nullable(),
      merchantName: z.string().nullable(),
      createdAt: z.string(),
    }),
  ),
  next: z.string().optional(),
});
const statementSchema = z.object({
  accountId: z.string(),
  currency: z.string(),
  balance: z.string(),
  lines: z.array(
    z.looseObject({
      kind: z.string(),
      orderId: z.string().nullable(),
      refundRequestId: z.string().nullable(),
      reference: z.string().nullable(),
      postedAt: z.string(),
      amount: z.string(),
      balance: z.string(),
    }),
  ),
  next: z.string().optional(),
});

interface PageOptions extends JsonOption {
  readonly limit?: string;
  readonly before?: string;
}

interface History<T extends { readonly next?: string | undefined }> {
  readonly name: 'payments' | 'statement';
  readonly description: string;
  readonly answer: z.ZodType<T>;
  readonly text: (page: T) => string;
}

/** `customer payments` and `customer statement`. */
export function addHistory(customer: Command, cli: Cli): void {
  add(customer, cli, {
    name: 'payments',
    description: 'List the orders of a customer, the newest first.',
    answer: paymentsSchema,
    text: paymentsText,
  });
  add(customer, cli, {
    name: 'statement',
    description: "Show the entries of a customer's wallet and the balance after each, the newest first.",
    answer: statementSchema,
    text: statementText,
  });
}

function add<T extends { readonly next?: string | undefined }>(customer: Command, cli: Cli, history: History<T>): void {
  const { name, description, answer, text } = history;
  const command = customer
    .command(name)
    .description(description)
    .argument('<id>', 'customer id, as customer show prints it')
    .option('--limit <number>', 'how many, 500 at most (default 50)')
    .option('--before <place>', 'the next page, as the page before said')
    .action(async (id: string, { json, limit, before }: PageOptions) => {
      const path = `/operator/v1/customers/${encodeURIComponent(id)}/${name}`;
      const page = await cli.client('payments').get(withQuery(path, { limit, before }), answer);
      const more = page.next === undefined ? '' : `\n\nmore: --before ${page.next}`;
      cli.print(json ? JSON.stringify(page) : text(page) + more);
    });
  finish(command, [`customer ${name} 2160000000000001`, `customer ${name} 2160000000000001 --limit 500 --json`]);
}

function paymentsText({ payments }: z.infer<typeof paymentsSchema>): string {
  if (payments.length === 0) return 'no payments';
  return table([
    ['ordered at', 'order', 'state', 'amount', 'debit', 'refunded', 'merchant'],
    ...payments.map(({ createdAt, paymentRequestId, state, refusal, merchantName, ...amounts }) => [
      ...[createdAt, paymentRequestId, refusal === null ? state : `${state} ${refusal}`],
      ...[amounts.paymentAmount, amounts.debit, amounts.refundedAmount].map((each) => (each ? amountText(each) : '-')),
      merchantName ?? '-',
    ]),
  ]);
}

function statementText({ accountId, currency, balance, lines }: z.infer<typeof statementSchema>): string {
  const text = (value: string) => amountText({ currency, value });
  const head = `${accountId}: ${text(balance)}`;
  if (lines.length === 0) return `${head}\n\nno entries`;
  const rows = lines.map((line) => [
    ...[line.postedAt, line.kind, text(line.amount), text(line.balance)],
    line.refundRequestId ?? line.orderId ?? line.reference ?? '-',
  ]);
  return `${head}\n\n${table([['posted at', 'kind', 'amount', 'balance', 'of'], ...rows])}`;
}
