import { Body, Controller, Get, HttpCode, Inject, Param, Post, Put, UseGuards } from '@nestjs/common';
import { OperatorTokenGuard } from '@wallet/operator-endpoint';
import type { Logger } from '@wallet/service';
import { CreditCustomer } from '../../application/operators/credit-customer';
import { SetCustomerLimits } from '../../application/operators/set-customer-limits';
import { ShowCustomerLimits } from '../../application/operators/show-customer-limits';
import { approvalView } from './approval-view';
import { creditErrors, noCustomer } from './credit-errors';
import { readCredit, readLimits, limitsView, type LimitsView } from './customer-input';

export const LOGGER = Symbol('logger');

/** For operators only, on a port of its own: `/operator/v1/customers`. */
@Controller('operator/v1/customers/:customerId')
@UseGuards(OperatorTokenGuard)
export class CustomersController {
  constructor(
    private readonly creditCustomer: CreditCustomer,
    private readonly showLimits: ShowCustomerLimits,
    private readonly setLimits: SetCustomerLimits,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Once per reference. What is above the ceiling waits for its approval, and nothing is credited yet. */
  @Post('credit')
  @HttpCode(200)
  async credit(@Param('customerId') customerId: string, @Body() rawBody: unknown) {
    const { amount, reference, ...note } = readCredit(rawBody);
    const result = await this.creditCustomer.execute({ customerId, amount, reference }, note);
    if (result.outcome === 'refused') throw creditErrors[result.refusal]();
    if (result.outcome === 'waiting') {
      const approval = approvalView(result.approval);
      this.logger.info({ ...approval }, 'a credit waits for its approval');
      return { approval };
    }
    const { balance, transactionId, repeated } = result;
    this.logger.info(
      { customerId, amount, reference, transactionId, repeated, ...note },
      'operator credited a customer',
    );
    return { balance, transactionId, repeated };
  }

  @Get('limits')
  async limits(@Param('customerId') customerId: string): Promise<LimitsView> {
    return limitsView(await this.showLimits.execute(customerId)) ?? missing();
  }

  /** What is not given stays; null goes back to the setting. */
  @Put('limits')
  async change(@Param('customerId') customerId: string, @Body() rawBody: unknown): Promise<LimitsView> {
    const { limits, note } = readLimits(rawBody);
    const view = limitsView(await this.setLimits.execute(customerId, limits, note)) ?? missing();
    this.logger.info({ customerId, limits: view, ...note }, "operator set a customer's limits");
    return view;
  }
}

function missing(): never {
  throw noCustomer();
}
