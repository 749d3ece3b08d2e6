import { inTransaction, query } from '@wallet/postgres';
import type { DataSource, EntityManager } from 'typeorm';
import type {
  Deliveries,
  FinishedAttempt,
  NewDelivery,
  RecordedAttempt,
  StartedAttempt,
} from '../../application/deliveries';
import { tellsOfAgreement } from '../../domain/delivery-kind';
import * as statements from './delivery-statements';
import type { SealedBodies } from './sealed-bodies';

type StartedRow = Omit<StartedAttempt, 'body'> & { eventId: string; body: string | null; sealedBody: string | null };

/** Each step is one statement or one transaction, so that nothing is lost between two of them. */
export class PostgresDeliveries implements Deliveries {
  constructor(
    private readonly dataSource: DataSource,
    private readonly bodies: SealedBodies,
  ) {}

  async add(deliveries: readonly NewDelivery[]): Promise<void> {
    const canceled = deliveries.filter(({ kind }) => kind === 'TOKEN_CANCELED').map(({ subject }) => subject);
    if (canceled.length === 0) return this.insert(this.dataSource, deliveries);
    await inTransaction(this.dataSource, async (manager) => {
      await this.insert(manager, deliveries);
      await query(manager, statements.supersede, [canceled]);
    });
  }

  async start(limit: number, leaseMs: number): Promise<StartedAttempt[]> {
    const rows = await query<StartedRow>(this.dataSource, statements.start, [limit, leaseMs]);
    return rows.map(({ eventId, body, sealedBody, ...started }) => {
      const opened = sealedBody === null ? undefined : this.bodies.open({ ...started, eventId, sealedBody });
      return { ...started, body: body ?? opened };
    });
  }

  async finish({ deliveryId, attemptNumber, httpStatus, reply, outcome, next }: FinishedAttempt) {
    const delayMs = next.state === 'RETRYING' ? next.delayMs : null;
    const [resultCode, error] = reply.kind === 'answer' ? [reply.resultCode, null] : [null, reply.reason];
    const [finished] = await query<RecordedAttempt>(this.dataSource, statements.finish, [
      ...[deliveryId, attemptNumber, next.state, delayMs],
      ...[outcome, httpStatus ?? null, resultCode, error],
    ]);
    return finished;
  }

  async countDue(): Promise<number> {
    const [counted] = await query<{ due: number }>(this.dataSource, statements.countDue);
    return counted?.due ?? 0;
  }

  private async insert(source: DataSource | EntityManager, deliveries: readonly NewDelivery[]): Promise<void> {
    const column = <K extends keyof NewDelivery>(name: K) => deliveries.map((delivery) => delivery[name]);
    await query(source, statements.add, [
      ...[column('eventId'), column('subject'), column('kind'), column('path')],
      deliveries.map(({ kind, body }) => (tellsOfAgreement(kind) ? null : body)),
      deliveries.map((delivery) => (tellsOfAgreement(delivery.kind) ? this.bodies.seal(delivery) : null)),
      column('delayMs'),
    ]);
  }
}
