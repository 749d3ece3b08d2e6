/** What keeps the books right, each of which a run can be without, to see what notices. */
export type Safety =
  /** Rows of orders and of refunds' orders are locked. */
  | 'order-locks'
  | 'account-locks'
  /** `where` of updates and CHECKs. */
  | 'guards'
  /** Primary keys and unique indexes. */
  | 'unique-keys'
  /** What is stored under an id is found by its repeat. */
  | 'stored-results'
  /** All writes of a transaction or none. */
  | 'atomic-writes'
  /** Facts are written in the transaction of what they tell. */
  | 'facts-in-transaction'
  /** A broken dependency is answered unknown. */
  | 'unknown-on-fault'
  /** The cancellation of an unknown id is remembered. */
  | 'cancel-tombstones';

export class Safeties {
  constructor(private readonly removed: readonly Safety[] = []) {}

  has(safety: Safety): boolean {
    return !this.removed.includes(safety);
  }
}
