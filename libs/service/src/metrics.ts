import { Counter, Gauge, Histogram, Registry } from 'prom-client';

const registry = new Registry();

function once<M>(name: string, make: () => M): M {
  return (registry.getSingleMetric(name) as M | undefined) ?? make();
}

/** A scrape must not fail because one gauge cannot be read now: it keeps its value. */
async function attempt(collect: () => void | Promise<void>): Promise<void> {
  try {
    await collect();
  } catch {
    return;
  }
}

/** The metrics of this process. Asking for a name again gives the same metric. */
export const metrics = {
  registry,
  counter: <L extends string>(name: string, help: string, labelNames: L[] = []): Counter<L> =>
    once(name, () => new Counter({ name, help, labelNames, registers: [registry] })),
  /** `collect` sets the gauge when it is scraped: what is costly to know is then asked for only when somebody looks. */
  gauge: <L extends string>(
    name: string,
    help: string,
    labelNames: L[] = [],
    collect?: (gauge: Gauge<L>) => void | Promise<void>,
  ): Gauge<L> =>
    once(name, () => {
      const gauge: Gauge<L> = new Gauge({
        name,
        help,
        labelNames,
        registers: [registry],
        ...(collect && { collect: () => attempt(() => collect(gauge)) }),
      });
      return gauge;
    }),
  /** Seconds by default; give `buckets` for anything else. */
  histogram: <L extends string>(name: string, help: string, labelNames: L[] = [], buckets?: number[]): Histogram<L> =>
    once(name, () => new Histogram({ name, help, labelNames, registers: [registry], ...(buckets && { buckets }) })),
};
