import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** The last known status of a customer whose directory is the wallet's own, over HTTP. */
@Entity({ schema: 'auth', name: 'directory_customer' })
@Check('directory_customer_status', `status IN ('ACTIVE', 'FROZEN', 'CLOSED')`)
@Check('directory_customer_version', 'version >= 1')
export class DirectoryCustomerRow {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'directory_customer_pk' }) customer_id!: string;
  @Column('text') status!: string;
  @Column('integer') version!: number;
  @Column('timestamptz') created_at!: Date;
  @Column('timestamptz') updated_at!: Date;
}
