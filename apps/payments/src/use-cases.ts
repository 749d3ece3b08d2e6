import type { Clock } from '@wallet/kernel';
import type { Logger } from '@wallet/service';
import { ApplyCustomerFacts, type Accounts } from './application/apply-customer-facts';
import { CancelPayment, type Cancellations } from './application/cancel-payment';
import { InquirePayment } from './application/inquire-payment';
import type { NameMissingLimits } from './application/name-missing-limits';
import { OpenOrder, type Openings } from './application/open-order';
import { PayByToken, type TokenPayments } from './application/pay-by-token';
import type { Policy } from './application/policy';
import { ProposeOtp, type StoredOrders } from './application/propose-otp';
import { RecallPayment, type Orders } from './application/recall-payment';
import { RefundPayment, type Refunds } from './application/refund-payment';
import { SettlePayment, type Settlements } from './application/settle-payment';

interface Parts {
  readonly orders: Openings & StoredOrders & Settlements & TokenPayments & Orders & Cancellations;
  readonly refunds: Refunds;
  readonly accounts: Accounts;
  readonly missingLimits: Pick<NameMissingLimits, 'execute'>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** What changes or reads orders, refunds and accounts by topic, whatever they are kept in. */
export const useCasesOf = ({ orders, refunds, accounts, missingLimits, clock, logger }: Parts, policy: Policy) => ({
  openOrder: new OpenOrder(orders, clock, policy),
  proposeOtp: new ProposeOtp(orders, clock),
  settlePayment: new SettlePayment({ settlements: orders, clock, logger }, policy),
  payByToken: new PayByToken({ payments: orders, clock, logger }, policy),
  recallPayment: new RecallPayment(orders),
  inquirePayment: new InquirePayment(orders),
  cancelPayment: new CancelPayment(orders, clock, policy),
  refundPayment: new RefundPayment(refunds, clock, policy),
  applyCustomerFacts: new ApplyCustomerFacts(accounts, clock, missingLimits),
});
