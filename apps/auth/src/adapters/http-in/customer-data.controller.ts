import { Body, Inject, Param } from '@nestjs/common';
import { authEndpoints, type OperatorNote } from '@wallet/operator-contract';
import { LOGGER, OperatorCall, OperatorController, readInput } from '@wallet/operator-endpoint';
import type { Logger } from '@wallet/service';
import { RenumberCustomer } from '../../application/customers/renumber-customer';
import { SetKycLevel } from '../../application/customers/set-kyc-level';
import type { Customer } from '../../domain/customer';
import { closedError, noCustomer, renumberError } from './customer-change';
import { customerView } from './customer-view';

interface Done {
  readonly changed: boolean;
  readonly customer: Customer;
}

/** What is known of a customer. */
@OperatorController()
export class CustomerDataController {
  constructor(
    private readonly renumberCustomer: RenumberCustomer,
    private readonly setKycLevel: SetKycLevel,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  @OperatorCall(authEndpoints.renumberCustomer)
  async renumber(@Param('reference') rawReference: string, @Body() rawBody: unknown) {
    const { loginId, ...note } = readInput(authEndpoints.renumberCustomer.body, rawBody);
    const result = await this.renumberCustomer.execute(rawReference, loginId, note);
    if (!result) throw noCustomer();
    if (result.outcome !== 'done') throw renumberError(result);
    return this.changed('renumber', result, note);
  }

  @OperatorCall(authEndpoints.setKycLevel)
  async kyc(@Param('reference') rawReference: string, @Body() rawBody: unknown) {
    const { kycLevel, ...note } = readInput(authEndpoints.setKycLevel.body, rawBody);
    const result = await this.setKycLevel.execute(rawReference, kycLevel, note);
    if (!result) throw noCustomer();
    if (result.outcome === 'closed') throw closedError();
    return this.changed('kyc', result, note);
  }

  private changed(change: string, { changed, customer }: Done, note: OperatorNote) {
    this.logger.info({ customerId: customer.customerId, change, changed, ...note }, 'operator changed a customer');
    return { changed, customer: customerView(customer) };
  }
}
