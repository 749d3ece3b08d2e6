import { createHash } from 'node:crypto';
import { inBatches, serve, type Message } from '@wallet/messaging';
import { Money } from '@wallet/money';
import { createLogger } from '@wallet/service';
import { RecordingBus } from '@wallet/testkit';
import { orderTopics } from '../../src/adapters/kafka/payments.controller';
import { PostgresOrders } from '../../src/adapters/postgres/orders/postgres-orders';
import { PostgresRefunds } from '../../src/adapters/postgres/refunds/postgres-refunds';
import { PostgresWallets } from '../../src/adapters/postgres/wallets/postgres-wallets';
import { CloseExpiredOrders } from '../../src/application/close-expired-orders';
import { useCasesOf } from '../../src/use-cases';
import type { PaymentsFixture } from '../payments-fixture';
import type { ModelClock } from './model-clock';
import { noMissingLimits, policy } from './purchases';
import { spoken } from './spoken';

type Handle = (batch: readonly Message<unknown>[]) => Promise<void>;

/** The same use cases on Postgres, given the records of a world in memory under ids of their own. */
export class PostgresTwin {
  private readonly bus = new RecordingBus();
  private readonly handlers = new Map<string, Handle>();
  private readonly closing: CloseExpiredOrders;
  private readonly paymentIds = new Map<string, string>();

  constructor(
    private readonly name: string,
    dataSource: PaymentsFixture['dataSource'],
    private readonly clock: ModelClock,
  ) {
    const orders = new PostgresOrders(dataSource);
    const logger = createLogger('payments', 'silent');
    this.closing = new CloseExpiredOrders(orders, clock);
    const refunds = new PostgresRefunds(dataSource);
    const ports = { orders, refunds, accounts: new PostgresWallets(dataSource), missingLimits: noMissingLimits };
    for (const { topic, handle } of inBatches(orderTopics, useCasesOf({ ...ports, clock, logger }, policy)))
      this.handlers.set(topic.name, (batch) => serve({ topic, handle, bus: this.bus, clock }, batch));
  }

  /** What it says, as `spoken`; `undefined`: nothing. `original` is what the world in memory said, with its ids. */
  async handle(message: Message<unknown>, original: string | undefined): Promise<string | undefined> {
    const payload = this.renamed(message.payload);
    const before = this.bus.forwarded.length + this.bus.answers.length;
    await this.handlers.get(message.topic)?.([{ ...message, payload, key: this.own(message.key) }]);
    if (this.bus.forwarded.length + this.bus.answers.length === before) return undefined;
    const last = this.bus.answers.find((each) => each.message.id === message.id);
    if (!last) return 'forwarded to otp';
    const said = spoken(last.answer);
    if (original) this.paymentIds.set(idIn(original), idIn(said));
    return said;
  }

  async closeExpired(): Promise<void> {
    await this.closing.execute();
  }

  own(id: string): string {
    return `${this.name}/${id}`;
  }

  private renamed(value: unknown, key = ''): unknown {
    if (typeof value === 'string') return this.renamedText(value, key);
    if (value === null || typeof value !== 'object' || value instanceof Money) return value;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, this.renamed(inner, name)]));
  }

  private renamedText(text: string, key: string): string {
    if (['paymentRequestId', 'refundRequestId', 'customerId', 'accessTokenHash'].includes(key)) return this.own(text);
    if (key === 'paymentId') return this.paymentIds.get(text) ?? text;
    if (key !== 'agreementId') return text;
    const digest = createHash('sha256').update(this.own(text)).digest('hex');
    return `${digest.slice(0, 8)}-0000-4000-8000-${digest.slice(0, 12)}`;
  }
}

const idIn = (said: string): string => /\d{34}/.exec(said)?.[0] ?? '';
