import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import type { MobileNumber } from '../../../domain/customer';
import { CustomerRow } from './customer.row';

/** The foreign key is checked at COMMIT: a registration claims the login id first, then makes its customer. */
@Entity({ schema: 'auth', name: 'login_id' })
@Check('login_id_type_known', `type = 'MOBILE'`)
export class LoginIdRow {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'login_id_pk' }) type!: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'login_id_pk' }) value!: MobileNumber;
  @Index('login_id_customer') @Column('text') customerId!: string;
  /** The customer has another number since then; nobody else gets this one until its quarantine has ended. */
  @Column('timestamptz', { nullable: true }) freedAt!: Date | null;
  @ManyToOne(() => CustomerRow, { deferrable: 'INITIALLY DEFERRED' })
  @JoinColumn({ name: 'customer_id', foreignKeyConstraintName: 'login_id_customer_fk' })
  customer!: CustomerRow;
}
