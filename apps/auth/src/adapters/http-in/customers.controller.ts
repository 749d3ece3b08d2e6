import { Body, Inject, Param } from '@nestjs/common';
import { authEndpoints } from '@wallet/operator-contract';
import { LOGGER, OperatorCall, OperatorController, operatorError, readInput } from '@wallet/operator-endpoint';
import type { Logger } from '@wallet/service';
import { ChangeCustomerStatus } from '../../application/customers/change-customer-status';
import { RegisterCustomers } from '../../application/customers/register-customers';
import { ShowCustomer } from '../../application/customers/show-customer';
import { statusChanges, type StatusChange } from '../../domain/status-change';
import { closedError, noCustomer } from './customer-change';
import { customerView } from './customer-view';
import { importRows, refuseAboveCeiling } from './import-rows';

@OperatorController()
export class CustomersController {
  constructor(
    private readonly registerCustomers: RegisterCustomers,
    private readonly showCustomer: ShowCustomer,
    private readonly changeStatus: ChangeCustomerStatus,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  @OperatorCall(authEndpoints.importCustomers)
  async import(@Body() rawBody: unknown) {
    const { customers, ...note } = readInput(authEndpoints.importCustomers.body, rawBody);
    const results = await importRows(customers, note, this.registerCustomers).catch(refuseAboveCeiling);
    const created = results.filter(({ outcome }) => outcome === 'created').length;
    this.logger.info({ rows: results.length, created, ...note }, 'operator imported customers');
    return { results };
  }

  @OperatorCall(authEndpoints.showCustomer)
  async show(@Param('reference') rawReference: string) {
    const customer = await this.showCustomer.execute(rawReference);
    if (!customer) throw noCustomer();
    return customerView(customer);
  }

  /** For a directory elsewhere only. */
  @OperatorCall(authEndpoints.takeStatus)
  takeStatus(): never {
    throw operatorError(409, 'kept-here', `this wallet keeps its customers itself: ${statusChanges.join(', ')} them`);
  }

  @OperatorCall(authEndpoints.freezeCustomer)
  freeze(@Param('reference') rawReference: string, @Body() rawBody: unknown) {
    return this.change(rawReference, 'freeze', rawBody);
  }

  @OperatorCall(authEndpoints.unfreezeCustomer)
  unfreeze(@Param('reference') rawReference: string, @Body() rawBody: unknown) {
    return this.change(rawReference, 'unfreeze', rawBody);
  }

  @OperatorCall(authEndpoints.closeCustomer)
  close(@Param('reference') rawReference: string, @Body() rawBody: unknown) {
    return this.change(rawReference, 'close', rawBody);
  }

  private async change(rawReference: string, change: StatusChange, rawBody: unknown) {
    const note = readInput(authEndpoints.freezeCustomer.body, rawBody);
    const result = await this.changeStatus.execute(rawReference, change, note);
    if (!result) throw noCustomer();
    if (result.outcome === 'closed') throw closedError();
    const { changed, customer } = result;
    this.logger.info({ customerId: customer.customerId, change, changed, ...note }, 'operator changed a customer');
    return { changed, customer: customerView(customer) };
  }
}
