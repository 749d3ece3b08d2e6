import { Check, Column, Entity, PrimaryColumn } from 'typeorm';
import type { CustomerStatus } from '../../../domain/customer';

@Entity({ schema: 'auth', name: 'customer' })
@Check('customer_id_form', `id ~ '^2160[0-9]{12}$'`)
@Check('customer_status_known', `status IN ('ACTIVE', 'FROZEN', 'CLOSED')`)
@Check('customer_kyc_level_min', 'kyc_level >= 0')
@Check('customer_version_min', 'version >= 1')
export class CustomerRow {
  @PrimaryColumn('text', { name: 'id', primaryKeyConstraintName: 'customer_pk' }) customerId!: string;
  @Column('text') status!: CustomerStatus;
  @Column('smallint') kycLevel!: number;
  @Column('integer') version!: number;
  @Column('timestamptz') createdAt!: Date;
  @Column('timestamptz') updatedAt!: Date;
}
