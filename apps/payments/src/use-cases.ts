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
import { ConfirmOrder } from './application/scan/confirm-order';
import { LeaveOrder } from './application/scan/leave-order';
import type { OrderViews } from './application/scan/order-views';
import { RecordScannedOrder, type Recordings } from './application/scan/record-scanned-order';
import { ListOrders, ShowOrder } from './application/scan/show-orders';
import { SettlePayment, type Settlements } from './application/settle-payment';

interface ScanParts extends Pick<Parts, 'clock' | 'logger'> {
  readonly orders: Recordings & Settlements & StoredOrders;
  readonly views: OrderViews;
}

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

/** What the wallet's app asks for about orders, its own scanned ones first of all. */
export const scanUseCasesOf = ({ orders, views, clock, logger }: ScanParts, policy: Policy) => ({
  recordScannedOrder: new RecordScannedOrder({ recordings: orders, views, clock }, policy),
  confirmOrder: new ConfirmOrder({ settlements: orders, views, clock, logger }, policy),
  leaveOrder: new LeaveOrder(orders, views, clock),
  showOrder: new ShowOrder(views),
  listOrders: new ListOrders(views),
});
