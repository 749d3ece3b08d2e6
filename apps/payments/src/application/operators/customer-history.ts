import type { CustomerId } from '@wallet/kernel';
import type * as contract from '@wallet/operator-contract';
import type { PagePlace } from '@wallet/operator-contract';
import type { Recorded } from './payment-record';

/** One order of a customer, as a line of a list. */
export type CustomerPayment = Recorded<contract.PaymentsPage>['payments'][number];

export interface PaymentsPage {
  readonly customerId: CustomerId;
  /** Made before this one; undefined: from the newest on. */
  readonly before: PagePlace | undefined;
  readonly limit: number;
}

export interface CustomerPayments {
  /** The newest first. */
  readonly payments: readonly CustomerPayment[];
  /** Undefined: there are no more. */
  readonly next: PagePlace | undefined;
}

export interface StatementPage {
  readonly customerId: CustomerId;
  /** The number of an entry: those before it; undefined: from the newest on. */
  readonly before: string | undefined;
  readonly limit: number;
}

export type Statement = Recorded<contract.Statement>;

/** What a customer did. `undefined`: payments knows no such customer. Everything throws DependencyFault. */
export abstract class CustomerHistory {
  abstract payments(page: PaymentsPage): Promise<CustomerPayments | undefined>;
  abstract statement(page: StatementPage): Promise<Statement | undefined>;
}
