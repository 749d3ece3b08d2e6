import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** The last known status of a customer whose directory is the wallet's own, over HTTP. */
@Entity({ schema: 'auth', name: 'directory_customer' })
@Check('directory_customer_status', `status IN ('ACTIVE', 'FROZEN', 'CLOSED')`)
@Check('directory_customer_version', 'version >= 1')
export class DirectoryCustomerRow {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'directory_customer_pk' }) customerId!: string;
  @Column('text') status!: string;
  @Column('integer') version!: number;
  @Column('timestamptz') createdAt!: Date;
  @Column('timestamptz') updatedAt!: Date;
}
