import { metrics } from '@wallet/service';
import type { Outcome } from '../domain/outcome';
import type { RecordedAttempt } from './deliveries';

const attempts = metrics.counter('notifier_attempts_total', 'Attempts to deliver, by what they led to', ['outcome']);
const dead = metrics.counter('notifier_dead_total', 'Deliveries given up: somebody must look at each');
const ackSeconds = metrics.histogram(
  'notifier_ack_seconds',
  'From the creation of a delivery to its acknowledgement',
  [],
  [0.05, 0.1, 0.25, 0.5, 1, 2, 5, 15, 60, 300, 3_600, 86_400],
);

export function countAttempt(outcome: Outcome, { state, ageSeconds }: RecordedAttempt): void {
  attempts.inc({ outcome });
  if (state === 'DEAD') dead.inc();
  if (state === 'ACKED') ackSeconds.observe(ageSeconds);
}
