import { servicesWith } from '@wallet/local-stack';
import type { Random } from './random';
import { processNames, serviceOf } from './service-fault';

const to = <Server extends string, Service extends string>(server: Server, users: readonly Service[]) =>
  users.map((service) => `${server}:${service}` as const);

/** A network that a proxy stands in, `<server>:<the service that uses it>`. */
export const networks = [
  ...to('postgres', servicesWith('DATABASE_URL')),
  ...to('redis', servicesWith('REDIS_URL')),
  ...to('kafka', servicesWith('KAFKA_BROKERS')),
  ...to('alipayplus', ['notifier'] as const),
];
export type Network = (typeof networks)[number];

export type ServerFault = 'postgres-kill' | 'postgres-restart' | 'postgres-slots' | 'redis-kill' | 'kafka-kill';

interface Lasting {
  readonly atMs: number;
  readonly durationMs: number;
}

/** What is done to a server, a network, the records in Kafka, or by Alipay+ and the provider of SMS. */
export type SurroundingFault = Lasting &
  (
    | { readonly kind: ServerFault }
    | { readonly kind: 'latency'; readonly network: Network; readonly latencyMs: number }
    | { readonly kind: 'refuse' | 'blackhole'; readonly network: Network }
    | { readonly kind: 'slice'; readonly network: Network; readonly bytes: number }
    | { readonly kind: 'lost-commits'; readonly count: number }
    | { readonly kind: 'duplicates'; readonly every: number }
    | { readonly kind: 'replay'; readonly records: number }
    | { readonly kind: 'backlog'; readonly facts: number }
    | { readonly kind: 'late-facts' }
    | { readonly kind: 'clock-step'; readonly clockOf: string; readonly stepMs: number }
    | { readonly kind: 'bad-answers'; readonly faults: string; readonly sms: readonly string[] }
  );

export type SurroundingKind = SurroundingFault['kind'];

const weights: Readonly<Record<SurroundingKind, number>> = {
  'postgres-kill': 3,
  'postgres-restart': 2,
  'postgres-slots': 1,
  'redis-kill': 3,
  'kafka-kill': 3,
  latency: 3,
  refuse: 2,
  blackhole: 2,
  slice: 1,
  'lost-commits': 2,
  duplicates: 2,
  replay: 2,
  backlog: 2,
  'late-facts': 2,
  'clock-step': 2,
  'bad-answers': 2,
};

const latenciesMs = [200, 500, 1_000, 2_500, 9_000];
/** Of Alipay+ to a notice; together in two thirds of the answers. */
const badAnswers = [
  'U',
  'hang',
  'late:4900',
  'twice',
  'drop',
  'rst',
  'half',
  'error',
  'redirect',
  'html',
  'huge',
  'unsigned',
  'wrong-signature',
];
const badSms = ['hang', 'error'];
/** Longer than an attempt to tell that was under way when the payment was cancelled. */
const lateFactsMs = 20_000;
/** Less than the window of `Request-Time`, more than any deadline. */
const stepsMs = [-120_000, -20_000, -2_000, 2_000, 20_000, 120_000];

type Plan = (random: Random, lasting: Lasting) => SurroundingFault;

const times = <T>(count: number, each: () => T): T[] => Array.from({ length: count }, each);

const plans: Readonly<Record<SurroundingKind, Plan>> = {
  'postgres-kill': (_, lasting) => ({ kind: 'postgres-kill', ...lasting }),
  'postgres-restart': (_, { atMs }) => ({ kind: 'postgres-restart', atMs, durationMs: 0 }),
  'postgres-slots': (_, lasting) => ({ kind: 'postgres-slots', ...lasting }),
  'redis-kill': (_, lasting) => ({ kind: 'redis-kill', ...lasting }),
  'kafka-kill': (_, lasting) => ({ kind: 'kafka-kill', ...lasting }),
  latency: (random, lasting) => ({
    kind: 'latency',
    network: random.pick(networks),
    latencyMs: random.pick(latenciesMs),
    ...lasting,
  }),
  refuse: (random, lasting) => ({ kind: 'refuse', network: random.pick(networks), ...lasting }),
  blackhole: (random, lasting) => ({ kind: 'blackhole', network: random.pick(networks), ...lasting }),
  slice: (random, lasting) => ({
    kind: 'slice',
    network: random.pick(networks),
    bytes: random.pick([1, 3, 16]),
    ...lasting,
  }),
  'lost-commits': (random, lasting) => ({ kind: 'lost-commits', count: random.integer(1, 20), ...lasting }),
  duplicates: (_, lasting) => ({ kind: 'duplicates', every: 3, ...lasting }),
  replay: (random, { atMs }) => ({ kind: 'replay', records: random.integer(100, 400), atMs, durationMs: 2_000 }),
  backlog: (_, { atMs }) => ({ kind: 'backlog', facts: 5_000, atMs, durationMs: 0 }),
  'late-facts': (_, { atMs }) => ({ kind: 'late-facts', atMs, durationMs: lateFactsMs }),
  'clock-step': (random, lasting) => ({
    kind: 'clock-step',
    clockOf: random.pick(processNames),
    stepMs: random.pick(stepsMs),
    ...lasting,
  }),
  'bad-answers': (random, lasting) => ({
    kind: 'bad-answers',
    faults: times(4, () => `${random.pick(badAnswers)}@0.17`).join(','),
    sms: times(random.integer(1, 5), () => random.pick(badSms)),
    ...lasting,
  }),
};

/** One fault of a random kind, healed 2 to 20 s after it began, or at once where it heals by itself. */
export function planSurroundingFault(random: Random, atMs: number): SurroundingFault {
  const kind = random.weighted(weights);
  return plans[kind](random, { atMs, durationMs: random.integer(2_000, 10_000) });
}

const users: Readonly<Record<string, readonly string[]>> = {
  postgres: servicesWith('DATABASE_URL'),
  redis: servicesWith('REDIS_URL'),
  kafka: servicesWith('OPERATOR_PORT'),
  lost: ['payments'],
  backlog: ['payments', 'notifier'],
  bad: ['notifier', 'otp'],
};

/** The services that are left alone meanwhile: what they tell late shall come of this fault alone. */
export const sparedBy = ({ kind }: SurroundingFault): readonly string[] =>
  kind === 'late-facts' ? ['payments', 'notifier'] : [];

/** The services that a fault troubles. */
export function troubledBy(fault: SurroundingFault): readonly string[] {
  if ('network' in fault) return [fault.network.split(':')[1] ?? ''];
  if ('clockOf' in fault) return [serviceOf(fault.clockOf)];
  return users[fault.kind.split('-')[0] ?? ''] ?? [];
}
