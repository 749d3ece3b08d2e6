import type { Answer } from '@wallet/contracts';
import type { Message } from '@wallet/messaging';
import { runChecks } from '@wallet/postgres';
import { FaultProxy } from '@wallet/testkit';
import { bookChecks } from '../src/adapters/postgres/books/book-checks';
import { paymentsDataSource } from '../src/adapters/postgres/database';
import { accepted, hkd, order, type PaymentsFixture } from './payments-fixture';

export const ids = (prefix: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}-${index}`);

export const cancelled: Answer = { outcome: 'done', result: { kind: 'cancelled' } };
export const refusedAs = (refusal: string) => ({ outcome: 'refused', refusal });

/** The result of an answer that is one of this kind. */
export function resultOf<Kind extends 'paid' | 'refunded' | 'inquired'>(answer: Answer | undefined, kind: Kind) {
  type Results = Extract<Answer, { outcome: 'done' }>['result'];
  const result = answer?.outcome === 'done' ? answer.result : undefined;
  return result?.kind === kind ? (result as Extract<Results, { kind: Kind }>) : undefined;
}

/** Registers the customer with HKD 100,000 in minor units, and opens an `order` under each id. */
export async function openOrders(payments: PaymentsFixture, customerId: string, orderIds: readonly string[]) {
  await payments.register(customerId, hkd('100000'));
  await payments.open.execute(orderIds.map((id) => order(id, customerId)));
}

/** The same, paid; the paymentIds in their order. */
export async function payOrders(payments: PaymentsFixture, customerId: string, orderIds: readonly string[]) {
  await openOrders(payments, customerId, orderIds);
  const batch = orderIds.map((id) => accepted(id, customerId));
  await payments.settle.execute(batch);
  return payments.answersTo(batch).map((answer) => resultOf(answer, 'paid')!.paymentId);
}

/** Executes a command and says what was answered. */
export async function ask<Payload>(
  payments: PaymentsFixture,
  useCase: { execute(batch: readonly Message<Payload>[]): Promise<void> },
  ...batch: Message<Payload>[]
): Promise<(Answer | undefined)[]> {
  await useCase.execute(batch);
  return payments.answersTo(batch);
}

export async function balanceOf(payments: PaymentsFixture, customerId: string): Promise<string | undefined> {
  const sql = 'select balance from payments.account where customer_id = $1';
  return (await payments.sql<{ balance: string }>(sql, [customerId]))[0]?.balance;
}

/** At most `width` at a time, in the order of the items. */
export async function eachOf<T>(
  items: readonly T[],
  width: number,
  work: (item: T, index: number) => Promise<unknown>,
) {
  const left = items.map((item, index) => [item, index] as const).values();
  const worker = async () => {
    for (const [item, index] of left) await work(item, index);
  };
  await Promise.all(Array.from({ length: width }, worker));
}

/** What is broken of these invariants; empty is good. */
export async function brokenBooks(payments: Pick<PaymentsFixture, 'sql'>, invariants = /^I([1-6]|18)$/) {
  const checks = bookChecks.filter(({ id }) => invariants.test(id));
  return (await runChecks(checks, payments.sql)).filter(({ status }) => status === 'broken');
}

/** Another connection of the service, through a proxy that can lose answers. */
export async function throughProxy(
  payments: PaymentsFixture,
): Promise<{ proxy: FaultProxy; dataSource: ReturnType<typeof paymentsDataSource>; close(): Promise<void> }> {
  const { hostname, port } = new URL(payments.database.ownerUrl);
  const proxy = await FaultProxy.start({ host: hostname, port: Number(port) });
  const dataSource = paymentsDataSource(proxy.through(payments.database.urlFor('wallet_payments')));
  await dataSource.initialize();
  const close = async () => {
    await dataSource.destroy();
    await proxy.close();
  };
  return { proxy, dataSource, close };
}
