import { query } from '@wallet/postgres';
import type { DataSource } from 'typeorm';
import type { DeliveryFilter, DeliveryRecord, DeliveryRegister } from '../../application/delivery-register';
import * as statements from './delivery-statements';

export class PostgresDeliveryRegister implements DeliveryRegister {
  constructor(private readonly dataSource: DataSource) {}

  list({ state, kind, subject, limit }: DeliveryFilter): Promise<DeliveryRecord[]> {
    const filters = [state ?? null, kind ?? null, subject ?? null];
    return query<DeliveryRecord>(this.dataSource, statements.list, [...filters, limit]);
  }

  async get(deliveryId: string): Promise<DeliveryRecord | undefined> {
    const [record] = await query<DeliveryRecord>(this.dataSource, statements.get, [deliveryId]);
    return record;
  }

  async revive(deliveryId: string): Promise<boolean> {
    return (await query(this.dataSource, statements.revive, [deliveryId])).length > 0;
  }
}
