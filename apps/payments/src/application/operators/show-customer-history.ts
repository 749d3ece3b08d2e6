import type { CustomerHistory, CustomerPayments, PaymentsPage, Statement, StatementPage } from './customer-history';

export class ListCustomerPayments {
  constructor(private readonly history: Pick<CustomerHistory, 'payments'>) {}

  execute(page: PaymentsPage): Promise<CustomerPayments | undefined> {
    return this.history.payments(page);
  }
}

export class ShowStatement {
  constructor(private readonly history: Pick<CustomerHistory, 'statement'>) {}

  execute(page: StatementPage): Promise<Statement | undefined> {
    return this.history.statement(page);
  }
}
