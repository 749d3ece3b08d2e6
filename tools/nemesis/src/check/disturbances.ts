import type { Inflicted, LostProcess } from '../faults/inflicted';
import type { PlannedFault } from '../plan/fault-plan';
import { serviceOf } from '../plan/service-fault';
import type { Disturbance } from './evidence';

/** From the healing, or from the loss of a host, until facts are told as fast as before. */
const graceMs = 15_000;

/** Facts go from payments by Kafka to notifier; those that are held back on purpose are the test, not an excuse. */
function disturbs(fault: PlannedFault): boolean {
  if ('process' in fault) return ['payments', 'notifier'].includes(serviceOf(fault.process));
  return fault.kind !== 'late-facts';
}

/** When facts may have reached notifier late, or its attempts Alipay+. */
export function disturbancesOf(inflicted: readonly Inflicted[], lost: LostProcess | undefined): Disturbance[] {
  const all = inflicted
    .filter(({ planned }) => disturbs(planned))
    .map(({ fromMs, untilMs }) => ({ fromMs, untilMs: untilMs + graceMs }));
  return lost ? [...all, { fromMs: lost.fromMs, untilMs: lost.fromMs + graceMs }] : all;
}
