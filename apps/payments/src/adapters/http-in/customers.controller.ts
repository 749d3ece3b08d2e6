import { Body, Inject, Param } from '@nestjs/common';
import { paymentsEndpoints } from '@wallet/operator-contract';
import { LOGGER, OperatorCall, OperatorController, readInput } from '@wallet/operator-endpoint';
import type { Logger } from '@wallet/service';
import { CreditCustomer } from '../../application/operators/credit-customer';
import { CustomerLimits, type OwnLimits } from '../../application/operators/customer-limits';
import { SetCustomerLimits } from '../../application/operators/set-customer-limits';
import { approvalView } from './approval-view';
import { creditErrors, noCustomer } from './credit-errors';

@OperatorController()
export class CustomersController {
  constructor(
    private readonly creditCustomer: CreditCustomer,
    private readonly customerLimits: CustomerLimits,
    private readonly setLimits: SetCustomerLimits,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Once per reference. What is above the ceiling waits for its approval, and nothing is credited yet. */
  @OperatorCall(paymentsEndpoints.creditCustomer)
  async credit(@Param('customerId') customerId: string, @Body() rawBody: unknown) {
    const { amount, reference, ...note } = readInput(paymentsEndpoints.creditCustomer.body, rawBody);
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

  @OperatorCall(paymentsEndpoints.showLimits)
  async limits(@Param('customerId') customerId: string) {
    return limitsView(await this.customerLimits.of(customerId));
  }

  /** What is not given stays; null goes back to the setting. */
  @OperatorCall(paymentsEndpoints.setLimits)
  async change(@Param('customerId') customerId: string, @Body() rawBody: unknown) {
    const { operator, reason, ...asked } = readInput(paymentsEndpoints.setLimits.body, rawBody);
    const limits = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined));
    const view = limitsView(await this.setLimits.execute(customerId, limits, { operator, reason }));
    this.logger.info({ customerId, limits: view, operator, reason }, "operator set a customer's limits");
    return view;
  }
}

/** Throws what the endpoint answers when there is no such customer. */
function limitsView(limits: OwnLimits | undefined) {
  if (!limits) throw noCustomer();
  const { single, dailyAmount, dailyCount } = limits;
  return { single: single?.toString() ?? null, dailyAmount: dailyAmount?.toString() ?? null, dailyCount };
}
