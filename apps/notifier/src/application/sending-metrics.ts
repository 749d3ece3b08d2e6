import type { Breaker } from '@wallet/kernel';
import { errorMessage, metrics, type Logger } from '@wallet/service';
import type { Outcome } from '../domain/outcome';
import type { Backlog, Deliveries, RecordedAttempt } from './ports/deliveries';

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

/** What waits, asked once for each scrape. */
export function measureBacklog(deliveries: Pick<Deliveries, 'backlog'>, logger: Logger): void {
  let asked: Promise<Backlog> | undefined;
  const ask = () =>
    (asked ??= deliveries
      .backlog()
      .catch((error: unknown) => {
        logger.warn({ reason: errorMessage(error) }, 'cannot measure what is due');
        throw error;
      })
      .finally(() => (asked = undefined)));
  const gauge = (name: string, help: string, field: keyof Backlog) =>
    metrics.gauge(name, help, [], async (gauge) => gauge.set((await ask())[field]));
  gauge('notifier_deliveries_due', 'Deliveries to be sent now', 'due');
  gauge('notifier_dead_deliveries', 'Deliveries given up that nobody has dealt with: alert above 0', 'dead');
  gauge(
    'notifier_oldest_unacknowledged_seconds',
    'Age of the oldest delivery that is still sent: alert above 300',
    'oldestSeconds',
  );
}

/** By the address that each is for. */
export function measureBreakers(breakers: ReadonlyMap<string, Breaker>): void {
  metrics.gauge(
    'notifier_breaker_open',
    'Whether a receiver is only probed, because it takes no notices',
    ['destination'],
    (gauge) => breakers.forEach(({ isOpen }, destination) => gauge.set({ destination }, isOpen ? 1 : 0)),
  );
}
