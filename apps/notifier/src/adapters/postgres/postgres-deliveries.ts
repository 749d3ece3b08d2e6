import { inTransaction, query } from '@wallet/postgres';
import type { DataSource, EntityManager } from 'typeorm';
import type {
  Backlog,
  Claim,
  Deliveries,
  FinishedAttempt,
  NewDelivery,
  RecordedAttempt,
  StartedAttempt,
} from '../../application/ports/deliveries';
import { tellsOfAgreement } from '../../domain/delivery-kind';
import * as statements from './delivery-statements';
import { FinishedAttempts } from './finished-attempts';
import type { SealedBodies } from './sealed-bodies';

type StartedRow = Omit<StartedAttempt, 'body'> & { eventId: string; body: string | null; sealedBody: string | null };

/** Each step is one statement or one transaction, so that nothing is lost between two of them. */
export class PostgresDeliveries implements Deliveries {
  private readonly finished: FinishedAttempts;

  constructor(
    private readonly dataSource: DataSource,
    private readonly bodies: SealedBodies,
  ) {
    this.finished = new FinishedAttempts(dataSource);
  }

  async add(deliveries: readonly NewDelivery[], cancelledPayments: readonly string[] = []): Promise<void> {
    const ended = deliveries.filter(({ kind }) => kind === 'TOKEN_CANCELED').map(({ subject }) => subject);
    if (ended.length + cancelledPayments.length === 0) return this.insert(this.dataSource, deliveries);
    await inTransaction(this.dataSource, async (manager) => {
      await this.insert(manager, deliveries);
      await query(manager, statements.supersede, [ended, cancelledPayments]);
      if (cancelledPayments.length > 0) await query(manager, statements.forestall, [cancelledPayments]);
    });
  }

  async start({ origin, limit, leaseMs }: Claim): Promise<StartedAttempt[]> {
    const newest = Math.floor(limit / 2);
    const places = [limit - newest, newest, leaseMs];
    const rows = await (origin === null
      ? query<StartedRow>(this.dataSource, statements.startAgreed, places)
      : query<StartedRow>(this.dataSource, statements.startOther, [...places, origin]));
    return rows.map(({ eventId, body, sealedBody, ...started }) => {
      const opened = sealedBody === null ? undefined : this.bodies.open({ ...started, eventId, sealedBody });
      return { ...started, body: body ?? opened };
    });
  }

  finish(attempt: FinishedAttempt): Promise<RecordedAttempt | undefined> {
    return this.finished.record(attempt);
  }

  async readdress(origins: readonly string[], agreedPath: string): Promise<void> {
    await query(this.dataSource, statements.readdress, [origins, agreedPath]);
  }

  async backlog(): Promise<Backlog> {
    const [backlog] = await query<Backlog>(this.dataSource, statements.backlog);
    return backlog!;
  }

  async purge(days: number, limit: number): Promise<number> {
    const [gone] = await query<{ count: number }>(this.dataSource, statements.purge, [days, limit]);
    return gone?.count ?? 0;
  }

  private async insert(source: DataSource | EntityManager, deliveries: readonly NewDelivery[]): Promise<void> {
    if (deliveries.length === 0) return;
    const column = <K extends keyof NewDelivery>(name: K) => deliveries.map((delivery) => delivery[name]);
    await query(source, statements.add, [
      column('eventId'),
      column('subject'),
      column('kind'),
      column('origin'),
      column('path'),
      deliveries.map(({ kind, body }) => (tellsOfAgreement(kind) ? null : body)),
      deliveries.map((delivery) => (tellsOfAgreement(delivery.kind) ? this.bodies.seal(delivery) : null)),
      column('delayMs'),
      column('traceId'),
    ]);
  }
}
