import type { OperatorNote } from '@wallet/operator-contract';
import type {
  DeliveryAttempt,
  DeliveryFilter,
  DeliveryRecord,
  DeliveryRegister,
  Replay,
} from '../src/application/ports/delivery-register';

/** Deliveries in memory, and what was asked of them. */
export class FakeRegister implements DeliveryRegister {
  filters: DeliveryFilter[] = [];
  changes: object[] = [];
  attempts: DeliveryAttempt[] = [];
  body: string | undefined;
  private records: DeliveryRecord[] = [];

  reset(records: DeliveryRecord[]): void {
    this.records = records;
    this.filters = [];
    this.changes = [];
    this.attempts = [];
    this.body = undefined;
  }

  list(filter: DeliveryFilter) {
    this.filters.push(filter);
    return Promise.resolve(this.records);
  }

  get(deliveryId: string) {
    return Promise.resolve(this.records.find((each) => each.deliveryId === deliveryId));
  }

  attemptsOf() {
    return Promise.resolve(this.attempts);
  }

  bodyOf() {
    return Promise.resolve(this.body);
  }

  statesOf(subjects: readonly string[]) {
    const asked = this.records.filter(({ subject }) => subjects.includes(subject));
    return Promise.resolve(asked.map(({ subject, state, kind }) => ({ subject, state, kind, acknowledgedAt: null })));
  }

  countDead() {
    return Promise.resolve(this.records.filter(({ state }) => state === 'DEAD').length);
  }

  replay(replay: Replay) {
    this.changes.push({ replay });
    return this.countDead();
  }

  async resolve(deliveryId: string, by: OperatorNote) {
    if ((await this.get(deliveryId))?.state !== 'DEAD') return false;
    this.changes.push({ resolve: deliveryId, by });
    this.records = this.records.map((each) => ({ ...each, state: 'RESOLVED' }));
    return true;
  }
}
