import type { StackService } from '@wallet/local-stack';

/** Two processes of each service. */
export const replicas = { gateway: 2, auth: 2, payments: 2, otp: 2, notifier: 2 } satisfies Record<
  StackService,
  number
>;

/** Readers before their writers, as docs/deploy.md has it. */
export const order: readonly StackService[] = ['notifier', 'payments', 'otp', 'auth', 'gateway'];

export type Side = 'older' | 'newer';

/** One part of a walk: what is done first, one after the other, and then the load goes on for a while. */
export interface Stage {
  readonly name: string;
  readonly migrate?: true;
  /** Processes that are stopped and started as the other release. */
  readonly restarts: readonly { readonly process: string; readonly to: Side }[];
}

const half = (number: number, to: Side) => order.map((service) => ({ process: `${service}-${number}`, to }));

/**
 * From the older release everywhere to the newer one and back on its schema. `comesAgain`: then to the newer one once more,
 * because what only that one knows has to be heard in the end.
 */
export function route(older: string, newer: string, comesAgain: boolean): Stage[] {
  const there: Stage[] = [
    { name: `half ${newer}`, restarts: half(1, 'newer') },
    { name: `${newer} everywhere`, restarts: half(2, 'newer') },
  ];
  const back: Stage[] = [
    { name: `half ${older} again`, restarts: half(1, 'older').toReversed() },
    { name: `${older} everywhere, on the schema of ${newer}`, restarts: half(2, 'older').toReversed() },
  ];
  const again = { name: `${newer} everywhere again`, restarts: [...half(1, 'newer'), ...half(2, 'newer')] };
  return [
    { name: `${older} everywhere`, restarts: [] },
    { name: `migrations of ${newer}`, migrate: true, restarts: [] },
    ...there,
    ...back,
    ...(comesAgain ? [again] : []),
  ];
}
