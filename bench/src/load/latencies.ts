export interface Summary {
  /** Operations that went right, a second. */
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly count: number;
}

/** The smallest value that at least the share `quantile` of all values does not exceed; NaN when there is none. */
function nearestRank(ascending: readonly number[], quantile: number): number {
  return ascending[Math.max(0, Math.ceil(ascending.length * quantile) - 1)] ?? NaN;
}

export function summarise(latenciesMs: readonly number[], seconds: number): Summary {
  const ascending = latenciesMs.toSorted((a, b) => a - b);
  return {
    perSecond: ascending.length / seconds,
    p50Ms: nearestRank(ascending, 0.5),
    p99Ms: nearestRank(ascending, 0.99),
    count: ascending.length,
  };
}

/** The smallest value that at least the share `quantile` of the values does not exceed; NaN of none. */
export const percentile = (values: readonly number[], quantile: number): number =>
  nearestRank(
    values.toSorted((a, b) => a - b),
    quantile,
  );
