import type { OperatorNote } from '@wallet/operator-contract';
import { query } from '@wallet/postgres';
import type { DataSource } from 'typeorm';
import type {
  DeadFilter,
  DeliveryAttempt,
  DeliveryFilter,
  DeliveryRecord,
  DeliveryRegister,
  Replay,
  SubjectState,
} from '../../application/ports/delivery-register';
import * as statements from './register-statements';

export class PostgresDeliveryRegister implements DeliveryRegister {
  constructor(private readonly dataSource: DataSource) {}

  list(filter: DeliveryFilter): Promise<DeliveryRecord[]> {
    const { subject, limit } = filter;
    return query<DeliveryRecord>(this.dataSource, statements.list(filter), subject ? [limit, subject] : [limit]);
  }

  get(deliveryId: string): Promise<DeliveryRecord | undefined> {
    return this.first<DeliveryRecord>(statements.get, [deliveryId]);
  }

  attemptsOf(deliveryId: string): Promise<DeliveryAttempt[]> {
    return query<DeliveryAttempt>(this.dataSource, statements.attemptsOf, [deliveryId]);
  }

  async bodyOf(deliveryId: string): Promise<string | undefined> {
    return (await this.first<{ body: string | null }>(statements.bodyOf, [deliveryId]))?.body ?? undefined;
  }

  statesOf(subjects: readonly string[]): Promise<SubjectState[]> {
    return query<SubjectState>(this.dataSource, statements.states, [subjects]);
  }

  countDead(filter: DeadFilter): Promise<number> {
    return this.count(statements.countDead, parametersOf(filter));
  }

  replay({ filter, limit, ratePerSecond, operator, reason }: Replay): Promise<number> {
    return this.count(statements.replay, [...parametersOf(filter), limit, ratePerSecond, operator, reason]);
  }

  async resolve(deliveryId: string, { operator, reason }: OperatorNote): Promise<boolean> {
    return (await this.first(statements.resolve, [deliveryId, operator, reason])) !== undefined;
  }

  private async first<T>(sql: string, parameters: unknown[]): Promise<T | undefined> {
    const [row] = await query<T>(this.dataSource, sql, parameters);
    return row;
  }

  private async count(sql: string, parameters: unknown[]): Promise<number> {
    return (await this.first<{ count: number }>(sql, parameters))?.count ?? 0;
  }
}

const parametersOf = ({ kind, subject, ids }: DeadFilter) => [kind ?? null, subject ?? null, ids ?? null];
