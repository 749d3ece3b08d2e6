import {
  cancelPayment,
  customerFacts,
  inquirePayment,
  openOrder,
  payByToken,
  proposeOtp,
  recallPayment,
  refundPayment,
  settlePayment,
  type Answer,
  type Handled,
  type Topic,
} from '@wallet/contracts';
import { serve, type Message } from '@wallet/messaging';
import { Money } from '@wallet/money';
import { createLogger } from '@wallet/service';
import { ApplyCustomerFacts } from '../../src/application/apply-customer-facts';
import { CancelPayment } from '../../src/application/cancel-payment';
import { CloseExpiredOrders } from '../../src/application/close-expired-orders';
import { InquirePayment } from '../../src/application/inquire-payment';
import { OpenOrder } from '../../src/application/open-order';
import { PayByToken } from '../../src/application/pay-by-token';
import { ProposeOtp } from '../../src/application/propose-otp';
import { RecallPayment } from '../../src/application/recall-payment';
import { RefundPayment } from '../../src/application/refund-payment';
import { SettlePayment } from '../../src/application/settle-payment';
import { walletAccountId } from '../../src/domain/wallet/account-id';
import { Posting } from '../../src/domain/ledger/posting';
import { Calls } from './calls';
import { FakeBus } from './fake-bus';
import { FakeOtp } from './fake-otp';
import { MemoryDatabase } from './memory/memory-database';
import { MemoryOrders } from './memory/memory-orders';
import { MemoryRefunds } from './memory/memory-refunds';
import { MemoryWallets } from './memory/memory-wallets';
import { ModelClock } from './model-clock';
import { Oracle } from './oracle';
import { noMissingLimits, customerNames, customers, policy } from './purchases';
import { Safeties, type Safety } from './safeties';
import { Trace, type Step } from './trace';

interface UseCase<Payload, Said = Handled> {
  execute(batch: readonly Message<Payload>[]): Promise<Said[]>;
}

type Handle = (batch: readonly Message<unknown>[]) => Promise<void>;

const logger = createLogger('payments', 'silent');
const fault: Answer = { outcome: 'unknown', reason: 'fault' };
const refusal: Answer = { outcome: 'refused', refusal: 'OrderClosed' };

/** The use cases of payments in two replicas, with everything around them faked and every wait in the scheduler's hand. */
export class World {
  readonly clock = new ModelClock();
  readonly trace = new Trace();
  readonly otp = new FakeOtp();
  readonly calls = new Calls(this.clock);
  /** What went wrong, the first thing first. */
  readonly complaints: string[] = [];
  readonly oracle: Oracle;
  readonly database: MemoryDatabase;
  readonly bus: FakeBus;
  /** What handles the records of a topic, by its name. */
  readonly handlers = new Map<string, Handle>();
  private readonly closing: CloseExpiredOrders;

  constructor(
    readonly step: Step,
    removed: readonly Safety[] = [],
  ) {
    const { clock, trace, calls, otp } = this;
    const complain = (what: string): void => {
      trace.add(`COMPLAINT ${what}`);
      this.complaints.push(what);
    };
    const safeties = new Safeties(removed);
    const onFault = safeties.has('unknown-on-fault') ? fault : refusal;
    this.oracle = new Oracle({ calls, clock, complain });
    this.database = new MemoryDatabase({ step, trace, safeties });
    this.bus = new FakeBus({ step, trace, calls, otp, onFault, complain });
    const orders = new MemoryOrders(this.database, this.oracle);
    this.closing = new CloseExpiredOrders(orders, clock);
    this.subscribeAll(orders);
    this.openAccounts();
  }

  /** The timer of one replica rings. */
  async closeExpired(): Promise<void> {
    await this.closing.execute().catch((error: unknown) => this.trace.add(`the timer failed: ${String(error)}`));
  }

  private subscribeAll(orders: MemoryOrders): void {
    const { clock, database, oracle } = this;
    this.subscribe(customerFacts, new ApplyCustomerFacts(new MemoryWallets(database, oracle), clock, noMissingLimits));
    this.subscribe(openOrder, new OpenOrder(orders, clock, policy));
    this.subscribe(settlePayment, new SettlePayment({ settlements: orders, clock, logger }, policy));
    this.subscribe(payByToken, new PayByToken({ payments: orders, clock, logger }, policy));
    this.subscribe(proposeOtp, new ProposeOtp(orders, clock));
    this.subscribe(cancelPayment, new CancelPayment(orders, clock, policy));
    this.subscribe(refundPayment, new RefundPayment(new MemoryRefunds(database, oracle), clock, policy));
    this.subscribe(inquirePayment, this.watched(new InquirePayment(orders)));
    this.subscribe(recallPayment, this.watched(new RecallPayment(orders)));
  }

  /** A use case that only reads. */
  private watched<Payload>(useCase: UseCase<Payload, Answer>): UseCase<Payload> {
    return {
      execute: async (batch) => {
        const answers = await useCase.execute(batch);
        answers.forEach((answer, index) => this.oracle.answered(batch[index]!, answer));
        return answers;
      },
    };
  }

  private subscribe<Payload>(topic: Topic<Payload>, useCase: UseCase<Payload>): void {
    const { bus, clock } = this;
    const service = { topic, handle: (live: readonly Message<Payload>[]) => useCase.execute(live), bus, clock };
    const handle: Handle = (batch) => serve(service, batch as readonly Message<Payload>[]);
    this.handlers.set(topic.name, handle);
    this.bus.subscribe({ topic: topic, handle });
  }

  private openAccounts(): void {
    const { accounts, postings } = this.database.tables;
    for (const customerId of customerNames) {
      const balance = Money.of('HKD', customers[customerId]);
      const accountId = walletAccountId(customerId, balance.currency);
      const { currency, minorUnits } = balance;
      const account = {
        accountId,
        customerId,
        status: 'ACTIVE',
        customerVersion: 1,
        currency,
        balance: minorUnits,
      } as const;
      accounts.set(accountId, account);
      postings.push(Posting.opening(accountId, balance));
    }
  }
}
