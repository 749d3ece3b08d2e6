import type { Answer, Command } from '@wallet/contracts';
import { inBatches, serve, type Message } from '@wallet/messaging';
import { Money } from '@wallet/money';
import { createLogger } from '@wallet/service';
import { orderTopics } from '../../src/adapters/kafka/payments.controller';
import { CloseExpiredOrders } from '../../src/application/close-expired-orders';
import { walletAccountId } from '../../src/domain/wallet/account-id';
import { Posting } from '../../src/domain/ledger/posting';
import { useCasesOf } from '../../src/use-cases';
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
import { Safeties, type Safety } from './memory/safeties';
import { Trace, type Step } from './memory/trace';

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
    const { clock, database, oracle, bus } = this;
    const refunds = new MemoryRefunds(database, oracle);
    const ports = { orders, refunds, accounts: new MemoryWallets(database, oracle), missingLimits: noMissingLimits };
    const { inquirePayment, recallPayment, ...others } = useCasesOf({ ...ports, clock, logger }, policy);
    const watched = { inquirePayment: this.watched(inquirePayment), recallPayment: this.watched(recallPayment) };
    for (const { topic, handle: work } of inBatches(orderTopics, { ...others, ...watched })) {
      const handle: Handle = (batch) => serve({ topic, handle: work, bus, clock }, batch);
      this.handlers.set(topic.name, handle);
      bus.subscribe({ topic, handle });
    }
  }

  /** A use case that only reads. */
  private watched<P>(useCase: { execute(batch: readonly Command<P>[]): Promise<Answer[]> }) {
    return {
      execute: async (batch: readonly Command<P>[]) => {
        const answers = await useCase.execute(batch);
        answers.forEach((answer, index) => this.oracle.answered(batch[index] as Message<P>, answer));
        return answers;
      },
    };
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
