import type { Inflicted } from '../faults/inflicted';
import type { PlannedFault } from '../plan/fault-plan';
import { disturbancesOf } from './disturbances';

const lasting = { atMs: 1_000, durationMs: 2_000 };
const inflicted = (planned: PlannedFault): Inflicted => ({ planned, fromMs: 1_000, untilMs: 3_000 });
const kill = (process: string): PlannedFault => ({ kind: 'kill', process, ...lasting });

describe('facts may be late', () => {
  it.each<[string, PlannedFault]>([
    ['payments', kill('payments-2')],
    ['notifier', kill('notifier-1')],
    ['Postgres', { kind: 'postgres-kill', ...lasting }],
    ['Kafka', { kind: 'kafka-kill', ...lasting }],
    ['a network', { kind: 'latency', network: 'kafka:notifier', latencyMs: 500, ...lasting }],
  ])('from a fault of %s until 15 s after it', (_, fault) => {
    expect(disturbancesOf([inflicted(fault)], undefined)).toEqual([{ fromMs: 1_000, untilMs: 18_000 }]);
  });

  it.each<[string, PlannedFault]>([
    ['of a gateway', kill('gateway-1')],
    ['of auth', kill('auth-1')],
    ['of otp', kill('otp-1')],
    ['that holds facts back', { kind: 'late-facts', ...lasting }],
  ])('but not by a fault %s', (_, fault) => {
    expect(disturbancesOf([inflicted(fault)], undefined)).toEqual([]);
  });

  it('for 15 s after a host was lost, though it stays so', () => {
    const lost = { process: 'payments-1', fromMs: 20_000, hold: undefined };
    expect(disturbancesOf([inflicted(kill('payments-2'))], lost)).toEqual([
      { fromMs: 1_000, untilMs: 18_000 },
      { fromMs: 20_000, untilMs: 35_000 },
    ]);
  });
});
