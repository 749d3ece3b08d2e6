/** The shares of a budget, in percent, at which somebody is told. */
const shares = [100, 80, 50] as const;
export type BudgetShare = (typeof shares)[number];

/** The share that the last message of so many has reached, if it was this one; of several the highest. */
export function reachedShare(sent: number, budget: number | undefined): BudgetShare | undefined {
  if (budget === undefined) return undefined;
  return shares.find((share) => sent === Math.ceil((budget * share) / 100));
}
