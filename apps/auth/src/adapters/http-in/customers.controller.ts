import { Body, Controller, Get, HttpCode, Inject, Param, Post, UseGuards } from '@nestjs/common';
import type { Logger } from '@wallet/service';
import { z } from 'zod';
import { operatorError, OperatorTokenGuard, readOperatorNote } from '@wallet/operator-endpoint';
import { ChangeCustomerStatus } from '../../application/customers/change-customer-status';
import { RegisterCustomers } from '../../application/customers/register-customers';
import { ShowCustomer } from '../../application/customers/show-customer';
import { statusChanges } from '../../domain/status-change';
import { closedError } from './customer-change';
import { customerView, type CustomerChangeView, type CustomerView } from './customer-view';
import { importRows, readImport, refuseAboveCeiling, type ImportResult } from './import-rows';

export const LOGGER = Symbol('logger');

export const noCustomer = () =>
  operatorError(404, 'not-found', 'there is no customer with this login id or customer id');

/** For operators only, on a port of its own: `/operator/v1/customers`. */
@Controller('operator/v1/customers')
@UseGuards(OperatorTokenGuard)
export class CustomersController {
  constructor(
    private readonly registerCustomers: RegisterCustomers,
    private readonly showCustomer: ShowCustomer,
    private readonly changeStatus: ChangeCustomerStatus,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  @Post('import')
  @HttpCode(200)
  async import(@Body() rawBody: unknown): Promise<{ results: ImportResult[] }> {
    const asked = readImport(rawBody);
    const results = await importRows(asked, this.registerCustomers).catch(refuseAboveCeiling);
    const created = results.filter(({ outcome }) => outcome === 'created').length;
    this.logger.info({ rows: results.length, created, ...asked.note }, 'operator imported customers');
    return { results };
  }

  @Get(':reference')
  async show(@Param('reference') rawReference: string): Promise<CustomerView> {
    const customer = await this.showCustomer.execute(rawReference);
    if (!customer) throw noCustomer();
    return customerView(customer);
  }

  /** For a directory elsewhere only. */
  @Post(':reference/status')
  takeStatus(): never {
    throw operatorError(409, 'kept-here', `this wallet keeps its customers itself: ${statusChanges.join(', ')} them`);
  }

  @Post(':reference/:change')
  @HttpCode(200)
  async change(
    @Param('reference') rawReference: string,
    @Param('change') rawChange: string,
    @Body() rawBody: unknown,
  ): Promise<CustomerChangeView> {
    const change = z.enum(statusChanges).safeParse(rawChange).data;
    if (!change) throw operatorError(404, 'not-found', `a customer can ${statusChanges.join(', ')}, renumber, kyc`);
    const note = readOperatorNote(rawBody);
    const result = await this.changeStatus.execute(rawReference, change, note);
    if (!result) throw noCustomer();
    if (result.outcome === 'closed') throw closedError();
    const { changed, customer } = result;
    this.logger.info({ customerId: customer.customerId, change, changed, ...note }, 'operator changed a customer');
    return { changed, customer: customerView(customer) };
  }
}
