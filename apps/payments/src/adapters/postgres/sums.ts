export interface Sum {
  readonly amount: bigint;
  readonly count: number;
}

/** The amounts of each id, added up and counted. */
export function sumsOf(amounts: readonly (readonly [id: string, amount: bigint])[]): ReadonlyMap<string, Sum> {
  const sums = new Map<string, Sum>();
  for (const [id, amount] of amounts) {
    const sum = sums.get(id) ?? { amount: 0n, count: 0 };
    sums.set(id, { amount: sum.amount + amount, count: sum.count + 1 });
  }
  return sums;
}
