/** Each order and each refund has one of each of these at most. */
const constraints: ReadonlySet<unknown> = new Set([
  'payment_order_pk',
  'order_event_pk',
  'ledger_transaction_one_payment',
  'ledger_transaction_one_reversal',
  'ledger_transaction_one_refund',
  'refund_pk',
]);

const isTaken = (error: unknown): boolean =>
  error instanceof Error && 'constraint' in error && constraints.has(error.constraint);

/**
 * A transaction that stores an order or a refund fails when another one stores it at the same moment; done again, it
 * finds what was stored. A batch that meets yet another one is redone one by one by the transport.
 */
export async function redoneWhenTaken<T>(transaction: () => Promise<T>): Promise<T> {
  try {
    return await transaction();
  } catch (error) {
    if (!isTaken(error)) throw error;
    return await transaction();
  }
}
