import { join } from 'node:path';
import { startStack, type Stack, type StackOptions } from '@wallet/local-stack';
import { brokenInvariants, eventually } from '@wallet/testkit';
import { Pool } from 'pg';
import { request } from 'undici';

export type JsonObject = Record<string, unknown>;

/** One signed call as the simulator made it. */
export interface Exchange {
  readonly api: string;
  readonly startedAt: string;
  readonly durationMs: number;
  readonly httpStatus?: number;
  readonly answer?: JsonObject;
  readonly signature: 'valid' | 'invalid' | 'none';
  readonly keyVersion?: string;
  readonly walletKeyVersion?: string;
  readonly error?: string;
}

/** How the simulator makes a call; what is left out is as always. */
interface CallManner {
  /** Of the key that signs. */
  readonly keyVersion?: string;
  /** What the `Signature` header says instead; null: nothing. */
  readonly namedVersion?: string | null;
}

export interface Statement {
  readonly source: 'pay' | 'inquiry' | 'notification';
  readonly status: string;
  readonly code: string;
  readonly paymentId?: string;
}

export interface BookedPayment {
  readonly statements: readonly Statement[];
  readonly notifications: readonly {
    readonly signature: string;
    readonly walletKeyVersion?: string;
    readonly body: JsonObject;
    readonly answered: string;
  }[];
}

/** One authNotify as the simulator received it. */
export interface AuthNotice {
  readonly at: string;
  readonly signature: string;
  readonly body: JsonObject;
  readonly answered: string;
}

export interface Customer {
  /** As a merchant's user types it, `852-…`. */
  readonly loginId: string;
  readonly customerId: string;
}

/** What every call that changes something says. */
const note = { operator: 'e2e', reason: 'a test' };
const statusAfter = { freeze: 'FROZEN', unfreeze: 'ACTIVE', close: 'CLOSED' } as const;

let numbers = Math.floor(Math.random() * 900_000);

/** A whole running system of ours and its simulator, as a spec sees it. */
export class Wallet {
  readonly database: Pool;

  constructor(readonly stack: Stack) {
    this.database = new Pool({ connectionString: stack.databaseUrl, max: 4 });
    this.database.on('error', () => undefined);
  }

  /** Throws when the wallet has broken a rule of Alipay+ in any of its messages. */
  async stop(): Promise<void> {
    const breaches = await this.breaches().finally(async () => {
      await this.database.end();
      await this.stack.stop();
    });
    expect(breaches).toEqual([]);
  }

  /** One call by the simulator, booked there. */
  async call(api: string, body: JsonObject, manner: CallManner = {}): Promise<Exchange> {
    return (await this.simulator('/calls', { api, body, ...manner })) as Exchange;
  }

  /** Which versions of the keys the simulator uses. */
  async changeKeys(change: { signWith?: string; retired?: readonly string[] }): Promise<void> {
    await this.simulator('/keys', change, 'PUT');
  }

  async sms(loginId: string): Promise<{ readonly text: string }[]> {
    return (await this.simulator(`/sms?to=${encodeURIComponent(loginId)}`)) as { text: string }[];
  }

  async booked(paymentRequestId: string): Promise<BookedPayment> {
    return (await this.simulator(`/books/${paymentRequestId}`)) as BookedPayment;
  }

  /** The authNotify messages about one agreement, the oldest first. */
  async authNotices(referenceAgreementId: string, type?: string): Promise<AuthNotice[]> {
    const { notices } = (await this.simulator(`/agreements/${referenceAgreementId}`)) as { notices: AuthNotice[] };
    return notices.filter(({ body }) => type === undefined || body.authorizationNotifyType === type);
  }

  async contradictions(): Promise<string[]> {
    return ((await this.simulator('/books')) as { contradictions: string[] }).contradictions;
  }

  /** What the simulator has found wrong in the form of the wallet's answers and calls. */
  async breaches(): Promise<string[]> {
    const { breaches } = (await this.simulator('/breaches')) as { breaches: Record<string, string>[] };
    return breaches.map(({ api, subject, fault }) => `${api} ${subject} ${fault}`);
  }

  /**
   * How the simulator answers next: `notifyPayment` to a payment's notices, `authNotify` to an
   * agreement's (subject: its referenceAgreementId), `sms` to messages for a number.
   */
  async plan(behaviours: {
    subject?: string;
    notifyPayment?: string[];
    authNotify?: string[];
    sms?: string[];
  }): Promise<void> {
    await this.simulator('/behaviours', behaviours);
  }

  /** A new customer with a number of its own, known to auth and payments. Balance in minor units. */
  async customer(balance = '1000000', currency = 'HKD'): Promise<Customer> {
    const [customer] = await this.customers(1, balance, currency);
    return customer!;
  }

  async customers(count: number, balance = '1000000', currency = 'HKD'): Promise<Customer[]> {
    const loginIds = Array.from({ length: count }, () => `852-5${String(1_000_000 + (numbers++ % 900_000))}`);
    const rows = loginIds.map((loginId) => ({ loginId, currency, balance, status: 'ACTIVE' }));
    const body = { customers: rows, ...note };
    const { results } = (await this.stack.operate('auth', 'customers/import', { body })) as {
      results: { customerId: string }[];
    };
    const customers = results.map(({ customerId }, index) => ({ loginId: loginIds[index]!, customerId }));
    await this.hasAccounts(customers.map(({ customerId }) => customerId));
    return customers;
  }

  /** Changes the customer's status, and waits until payments knows. */
  async changeCustomer({ customerId }: Customer, change: keyof typeof statusAfter): Promise<void> {
    await this.stack.operate('auth', `customers/${customerId}/${change}`, { body: note });
    const expected = statusAfter[change];
    const sql = 'select status from payments.account where customer_id = $1';
    await eventually(async () => expect(await this.rows(sql, [customerId])).toEqual([{ status: expected }]));
  }

  async rows(sql: string, parameters: unknown[] = []): Promise<JsonObject[]> {
    return (await this.database.query<JsonObject>(sql, parameters)).rows;
  }

  async balance({ customerId }: Customer): Promise<string> {
    const [row] = await this.rows('select balance::text from payments.account where customer_id = $1', [customerId]);
    return String(row?.balance);
  }

  /** The books of both sides agree with themselves: reliability.md I1 to I5, I7 as SQL, I8 to I10 at the simulator. */
  async expectSoundBooks(): Promise<void> {
    await eventually(async () => expect(await brokenInvariants(this.stack)).toEqual([]), {
      timeoutMs: 30_000,
    });
    expect(await this.contradictions()).toEqual([]);
  }

  private async hasAccounts(customerIds: string[]): Promise<void> {
    const sql = 'select count(*)::int as count from payments.account where customer_id = any($1)';
    await eventually(async () => expect(await this.rows(sql, [customerIds])).toEqual([{ count: customerIds.length }]), {
      timeoutMs: 20_000,
    });
  }

  private async simulator(path: string, body?: unknown, method: 'POST' | 'PUT' = 'POST'): Promise<unknown> {
    const response = await request(this.stack.simulatorUrl + path, {
      ...(body !== undefined && { method, body: JSON.stringify(body) }),
    });
    if (response.statusCode === 204) return undefined;
    const answer = await response.body.json();
    if (response.statusCode >= 300 && response.statusCode !== 404)
      throw new Error(`simulator ${path}: ${response.statusCode} ${JSON.stringify(answer)}`);
    return answer;
  }
}

/** What the customers of a spec begin with needs nobody's approval. */
const openingCeilings = 'HKD:999999999999999999,IDR:999999999999999999,JPY:999999999999999999';

type WalletOptions = Partial<Omit<StackOptions, 'name' | 'dir'>>;

/** Starts a stack of its own (database, topics, Redis database, processes), on the shared servers of the test run. */
export async function startWallet(name: string, options: WalletOptions = {}): Promise<Wallet> {
  const dir = join(__dirname, '../../.local/e2e', name);
  const env = { ...options.env, auth: { APPROVAL_CEILINGS: openingCeilings, ...options.env?.auth } };
  const { infrastructure = sharedServers() } = options;
  const template = options.infrastructure ? {} : { template: process.env['TEST_STACK_TEMPLATE'] };
  return new Wallet(await startStack({ ...template, name, dir, ...options, infrastructure, env }));
}

function sharedServers(): StackOptions['infrastructure'] {
  const { TEST_DATABASE_URL, TEST_REDIS_URL, TEST_KAFKA_BROKERS } = process.env;
  if (!TEST_DATABASE_URL || !TEST_REDIS_URL || !TEST_KAFKA_BROKERS) throw new Error('run the specs with npm test');
  return { databaseUrl: TEST_DATABASE_URL, redisUrl: TEST_REDIS_URL, kafkaBrokers: TEST_KAFKA_BROKERS.split(',') };
}
