import { query } from '@wallet/postgres';
import type { DataSource } from 'typeorm';
import type { Deliveries, FinishedAttempt, NewDelivery, StartedAttempt } from '../../application/deliveries';
import * as statements from './delivery-statements';

/** Each step is one statement, so that nothing is lost between two of them. */
export class PostgresDeliveries implements Deliveries {
  constructor(private readonly dataSource: DataSource) {}

  async add(deliveries: readonly NewDelivery[]): Promise<void> {
    const column = <K extends keyof NewDelivery>(name: K) => deliveries.map((delivery) => delivery[name]);
    const columns = [column('subject'), column('kind'), column('path'), column('body'), column('delayMs')];
    await query(this.dataSource, statements.add, columns);
  }

  start(limit: number, leaseMs: number): Promise<StartedAttempt[]> {
    return query<StartedAttempt>(this.dataSource, statements.start, [limit, leaseMs]);
  }

  async finish({ deliveryId, attemptNumber, httpStatus, reply, outcome, next }: FinishedAttempt) {
    const delayMs = next.state === 'RETRYING' ? next.delayMs : null;
    const [resultCode, error] = reply.kind === 'answer' ? [reply.resultCode, null] : [null, reply.reason];
    const [finished] = await query<{ ageSeconds: number }>(this.dataSource, statements.finish, [
      ...[deliveryId, attemptNumber, next.state, delayMs],
      ...[outcome, httpStatus ?? null, resultCode, error],
    ]);
    return finished;
  }

  async countDue(): Promise<number> {
    const [counted] = await query<{ due: number }>(this.dataSource, statements.countDue);
    return counted?.due ?? 0;
  }
}
