import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ schema: 'auth', name: 'customer' })
@Check('customer_id_form', `id ~ '^2160[0-9]{12}$'`)
@Check('customer_status_known', `status IN ('ACTIVE', 'FROZEN', 'CLOSED')`)
@Check('customer_kyc_level_min', 'kyc_level >= 0')
@Check('customer_version_min', 'version >= 1')
export class CustomerRow {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'customer_pk' })
  id!: string;

  @Column({ type: 'text' })
  status!: string;

  @Column({ name: 'kyc_level', type: 'smallint' })
  kycLevel!: number;

  @Column({ type: 'integer' })
  version!: number;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @Column({ name: 'updated_at', type: 'timestamptz' })
  updatedAt!: Date;
}
