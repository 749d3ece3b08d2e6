import { Param, Query } from '@nestjs/common';
import { paymentsEndpoints } from '@wallet/operator-contract';
import { OperatorCall, OperatorController, placeField, placeText, readInput } from '@wallet/operator-endpoint';
import { CustomerHistory } from '../../application/operators/customer-history';
import { noCustomer } from './credit-errors';

const paymentsQuery = paymentsEndpoints.listCustomerPayments.query.extend({ before: placeField.optional() });

/** What a customer did, the newest first, page by page. */
@OperatorController()
export class CustomerHistoryController {
  constructor(private readonly history: CustomerHistory) {}

  @OperatorCall(paymentsEndpoints.listCustomerPayments)
  async payments(@Param('customerId') customerId: string, @Query() rawQuery: unknown) {
    const { before, limit } = readInput(paymentsQuery, rawQuery);
    const page = await this.history.payments({ customerId, before, limit });
    if (!page) throw noCustomer();
    return { payments: page.payments, ...(page.next && { next: placeText(page.next) }) };
  }

  @OperatorCall(paymentsEndpoints.showStatement)
  async statement(@Param('customerId') customerId: string, @Query() rawQuery: unknown) {
    const { before, limit } = readInput(paymentsEndpoints.showStatement.query, rawQuery);
    const statement = await this.history.statement({ customerId, before, limit });
    if (!statement) throw noCustomer();
    return statement;
  }
}
