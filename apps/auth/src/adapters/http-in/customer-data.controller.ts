import { Body, Controller, HttpCode, Inject, Param, Post, UseGuards } from '@nestjs/common';
import { OperatorTokenGuard } from '@wallet/operator-endpoint';
import type { Logger } from '@wallet/service';
import type { OperatorNote } from '../../application/ports/operator-note';
import { RenumberCustomer } from '../../application/customers/renumber-customer';
import { SetKycLevel } from '../../application/customers/set-kyc-level';
import type { Customer } from '../../domain/customer';
import { closedError, readKycLevel, readRenumber, renumberError } from './customer-change';
import { customerView, type CustomerChangeView } from './customer-view';
import { LOGGER, noCustomer } from './customers.controller';

interface Done {
  readonly changed: boolean;
  readonly customer: Customer;
}

/** For operators only: what is known of a customer, below `/operator/v1/customers`. */
@Controller('operator/v1/customers/:reference')
@UseGuards(OperatorTokenGuard)
export class CustomerDataController {
  constructor(
    private readonly renumberCustomer: RenumberCustomer,
    private readonly setKycLevel: SetKycLevel,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  @Post('renumber')
  @HttpCode(200)
  async renumber(@Param('reference') rawReference: string, @Body() rawBody: unknown): Promise<CustomerChangeView> {
    const { loginId, note } = readRenumber(rawBody);
    const result = await this.renumberCustomer.execute(rawReference, loginId, note);
    if (!result) throw noCustomer();
    if (result.outcome !== 'done') throw renumberError(result);
    return this.changed('renumber', result, note);
  }

  @Post('kyc')
  @HttpCode(200)
  async kyc(@Param('reference') rawReference: string, @Body() rawBody: unknown): Promise<CustomerChangeView> {
    const { kycLevel, note } = readKycLevel(rawBody);
    const result = await this.setKycLevel.execute(rawReference, kycLevel, note);
    if (!result) throw noCustomer();
    if (result.outcome === 'closed') throw closedError();
    return this.changed('kyc', result, note);
  }

  private changed(change: string, { changed, customer }: Done, note: OperatorNote): CustomerChangeView {
    this.logger.info({ customerId: customer.customerId, change, changed, ...note }, 'operator changed a customer');
    return { changed, customer: customerView(customer) };
  }
}
