import type { Random } from './random';

/** What is done to one process of ours; it runs again after `durationMs`. */
export interface ServiceFault {
  readonly kind: 'kill' | 'stop' | 'terminate';
  readonly process: string;
  readonly atMs: number;
  readonly durationMs: number;
}

/** As many of a service as the nemesis starts; of the others one. */
export const replicas = { gateway: 2, payments: 2 } as const;
export const twoOfEach = { gateway: 2, auth: 2, payments: 2, otp: 2, notifier: 2 } as const;

/** By weight: how often each is hit. */
const processes = {
  'gateway-1': 2,
  'gateway-2': 2,
  'auth-1': 3,
  'payments-1': 4,
  'payments-2': 4,
  'otp-1': 2,
  'notifier-1': 2,
};
export type ProcessName = keyof typeof processes;
/** Those whose work another one takes over; without a gateway, half of Alipay+'s calls would wait for it in vain. */
export const replicatedNames = ['payments-1', 'payments-2'] as const;
/** Of all of ours. */
export const processNames = Object.keys(processes) as ProcessName[];

/** `payments` of `payments-1`. */
export const serviceOf = (process: string): string => process.split('-')[0] ?? '';

/** So often one is hit that is in trouble already: it may hold what it could not finish. */
const troubledShare = 0.5;

const kinds = { kill: 16, stop: 3, terminate: 2 };

/** Halted for longer than Kafka waits (6 s), another replica takes over and the halted one comes back as a ghost. */
const haltsMs = [5_000, 5_000, 12_000];

function pickProcess(random: Random, troubled: readonly string[]): string {
  const inTrouble = processNames.filter((name) => troubled.some((service) => name.startsWith(`${service}-`)));
  const isTroubled = random.next() < troubledShare;
  return isTroubled && inTrouble.length > 0 ? random.pick(inTrouble) : random.weighted(processes);
}

/** One fault of a random process, of a troubled service more often than of others. */
export function planServiceFault(random: Random, atMs: number, troubled: readonly string[]): ServiceFault {
  const kind = random.weighted(kinds);
  const process = pickProcess(random, troubled);
  const durationMs = kind === 'stop' ? random.pick(haltsMs) : random.integer(0, 800);
  return { kind, process, atMs, durationMs };
}

/** The same faults for two of each service: of any of the two. */
export const onEither = (random: Random, faults: readonly ServiceFault[]): ServiceFault[] =>
  faults.map((fault) => ({ ...fault, process: `${serviceOf(fault.process)}-${random.integer(1, 2)}` }));
