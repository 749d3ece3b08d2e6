import { query } from '@wallet/postgres';
import type { DataSource } from 'typeorm';
import type { UsageStore } from '../../../application/purge-usage';

/** By where the rows lie: a join could read the whole table. Another replica may do the same. */
const purge = (table: string) => `
  delete from payments.${table} where ctid = any(array(
    select ctid from payments.${table} where day < $1 order by day limit $2 for update skip locked))
  returning 1`;
const purgeDays = purge('day_usage');
const purgeAgreements = purge('agreement_usage');

export class PostgresUsage implements UsageStore {
  constructor(private readonly dataSource: DataSource) {}

  async purgeBefore(day: string, limit: number): Promise<number> {
    const ofCustomers = await query(this.dataSource, purgeDays, [day, limit]);
    const ofAgreements = await query(this.dataSource, purgeAgreements, [day, limit]);
    return Math.max(ofCustomers.length, ofAgreements.length);
  }
}
