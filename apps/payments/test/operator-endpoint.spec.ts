import 'reflect-metadata';
import { APP_FILTER, NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Money } from '@wallet/money';
import {
  approvalProvider,
  ApprovalsController,
  LOGGER,
  operatorAuthProvider,
  OperatorErrorFilter,
} from '@wallet/operator-endpoint';
import { createLogger, DependencyFault } from '@wallet/service';
import { BooksController } from '../src/adapters/http-in/books.controller';
import { CustomerHistoryController } from '../src/adapters/http-in/customer-history.controller';
import { creditApprovals } from '../src/adapters/http-in/credit-approvals';
import { CustomersController } from '../src/adapters/http-in/customers.controller';
import { NoticesController } from '../src/adapters/http-in/notices.controller';
import { PaymentRecordController } from '../src/adapters/http-in/payment-record.controller';
import { DecideApprovals } from '../src/application/operators/approvals';
import { Books } from '../src/application/operators/books';
import { CreditCustomer } from '../src/application/operators/credit-customer';
import { CustomerHistory } from '../src/application/operators/customer-history';
import { CustomerLimits } from '../src/application/operators/customer-limits';
import { Notices } from '../src/application/operators/notices';
import { PaymentRecords, type PaymentRecord } from '../src/application/operators/payment-record';
import { RepairNotices } from '../src/application/operators/repair-notices';
import { SetCustomerLimits } from '../src/application/operators/set-customer-limits';
import type { Approval } from '../src/domain/ledger/approval';

const token = 'a-token-for-operators';
const lines: string[] = [];
const logger = createLogger('payments', 'info', { write: (line) => void lines.push(line) });
const at = new Date('2026-01-01T00:09:00Z');
const hkd = (value: bigint) => Money.of('HKD', value);
const note = { operator: 'ops', reason: 'a test' };

const approvalId = '9f1c2d3e-0000-4000-8000-000000000000';
const approval: Approval = {
  approvalId,
  state: 'WAITING',
  requested: note,
  requestedAt: at,
  expiresAt: at,
  cashIn: { customerId: 'c', reference: 'r', amount: hkd(500n) },
};
const waits = {
  approvalId,
  state: 'WAITING',
  customerId: 'c',
  reference: 'r',
  amount: { currency: 'HKD', value: '500' },
  requestedBy: 'ops',
  requestReason: 'a test',
  requestedAt: at.toISOString(),
  expiresAt: at.toISOString(),
};

const record = {
  order: {
    paymentRequestId: 'p',
    state: 'PAID',
    refusal: null,
    mobileNumber: '+85252412345',
    paidAt: at,
    paymentAmount: hkd(100n),
    lookup: { by: 'loginId', loginId: '852-52412345', loginIdType: 'MOBILE' },
  },
  events: [{ version: 1, type: 'OrderOpened', occurredAt: at }],
  refunds: [],
  postings: [
    { transactionId: 't', kind: 'PAY', entries: [{ accountId: 'a', amount: { currency: 'HKD', value: '-1' } }] },
  ],
} as unknown as PaymentRecord;

const ports = {
  find: jest.fn((): Promise<PaymentRecord | undefined> => Promise.resolve(record)),
  credit: jest.fn(),
  list: jest.fn(),
  get: jest.fn(),
  decide: jest.fn(),
  of: jest.fn(),
  set: jest.fn(),
  report: jest.fn(),
  settled: jest.fn(),
  told: jest.fn(),
  repair: jest.fn(),
  payments: jest.fn(),
  statement: jest.fn(),
};

describe("payments' operator endpoint", () => {
  let app: NestFastifyApplication;
  beforeAll(async () => {
    const clock = { now: () => at };
    const module = {
      module: class {},
      controllers: [
        PaymentRecordController,
        CustomersController,
        ApprovalsController,
        BooksController,
        NoticesController,
        CustomerHistoryController,
      ],
      providers: [
        { provide: LOGGER, useValue: logger },
        operatorAuthProvider({ OPERATOR_TOKEN_FILE: { path: '', read: () => token } }),
        { provide: APP_FILTER, useFactory: () => new OperatorErrorFilter(logger) },
        ...[PaymentRecords, CustomerLimits, Books, CustomerHistory, Notices].map((provide) => ({
          provide,
          useValue: ports,
        })),
        { provide: CreditCustomer, useFactory: () => new CreditCustomer(ports, clock) },
        approvalProvider(creditApprovals(new DecideApprovals(ports, clock))),
        { provide: SetCustomerLimits, useFactory: () => new SetCustomerLimits(ports, clock) },
        { provide: RepairNotices, useFactory: () => new RepairNotices(ports, clock) },
      ],
    };
    const options = { logger: false, bodyParser: false } as const;
    app = await NestFactory.create<NestFastifyApplication>(module, new FastifyAdapter(), options);
    await app.init();
  });
  beforeEach(() => jest.clearAllMocks());
  afterAll(() => app.close());

  type Method = 'GET' | 'POST' | 'PUT';
  async function call(method: Method, path: string, payload?: unknown, authorization = `Bearer ${token}`) {
    const headers = { authorization, ...(payload !== undefined && { 'content-type': 'application/json' }) };
    const body = payload === undefined ? {} : { payload: JSON.stringify(payload) };
    const response = await app.inject({ method, url: `/operator/v1/${path}`, headers, ...body });
    return { status: response.statusCode, body: response.json<Record<string, unknown>>() };
  }

  it.each<[Method, string]>([
    ['GET', 'payments/p'],
    ['POST', 'customers/c/credit'],
    ['GET', 'customers/c/limits'],
    ['PUT', 'customers/c/limits'],
    ['GET', 'approvals'],
    ['GET', `approvals/${approvalId}`],
    ['POST', `approvals/${approvalId}/approve`],
    ['POST', `approvals/${approvalId}/refuse`],
    ['GET', 'books'],
    ['GET', 'books/settled'],
    ['GET', 'notices'],
    ['GET', 'customers/c/payments'],
    ['GET', 'customers/c/statement'],
    ['POST', 'notices/repair'],
  ])('turns %s %s away without the token, and does nothing', async (method, path) => {
    const payload = method === 'GET' ? undefined : note;
    expect(await call(method, path, payload, 'Bearer wrong')).toMatchObject({ status: 401 });
    for (const port of Object.values(ports)) expect(port).not.toHaveBeenCalled();
  });

  it('shows a payment, numbers masked', async () => {
    const { status, body } = await call('GET', 'payments/p');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      order: {
        state: 'PAID',
        refusal: null,
        mobileNumber: '********2345',
        paidAt: '2026-01-01T00:09:00.000Z',
        paymentAmount: { currency: 'HKD', value: '100' },
        lookup: { loginId: '********2345' },
      },
      events: [{ type: 'OrderOpened' }],
      postings: [{ entries: [{ amount: { currency: 'HKD', value: '-1' } }] }],
    });
    expect(JSON.stringify(body)).not.toContain('52412345');
  });

  it.each([
    [
      { by: 'accessToken', accessTokenHash: 'abcdefghijkl' },
      { by: 'accessToken', accessTokenHash: 'abcdefgh…' },
    ],
    [
      { by: 'paymentMethodId', paymentMethodId: '2160' },
      { by: 'paymentMethodId', paymentMethodId: '2160' },
    ],
    [null, null],
  ])('shows who was named by %j', async (lookup, shown) => {
    ports.find.mockResolvedValueOnce({ ...record, order: { ...record.order, lookup } } as PaymentRecord);
    expect((await call('GET', 'payments/p')).body).toMatchObject({ order: { lookup: shown } });
  });

  it('knows no other payment', async () => {
    ports.find.mockResolvedValueOnce(undefined);
    expect(await call('GET', 'payments/q')).toMatchObject({ status: 404, body: { error: 'not-found' } });
  });

  const credit = { amount: { currency: 'HKD', value: '500' }, reference: 'r', ...note };

  it('credits a customer, and says who did', async () => {
    const credited = { balance: hkd(600n), transactionId: 't', repeated: false };
    ports.credit.mockResolvedValueOnce({ outcome: 'credited', ...credited });
    const { status, body } = await call('POST', 'customers/c/credit', credit);
    const balance = { currency: 'HKD', value: '600' };
    expect([status, body]).toEqual([200, { balance, transactionId: 't', repeated: false }]);
    const cashIn = { customerId: 'c', amount: hkd(500n), reference: 'r' };
    expect(ports.credit).toHaveBeenCalledWith(cashIn, note, at, expect.any(Function));
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ customerId: 'c', operator: 'ops', reason: 'a test' });
  });

  it.each([
    ['not-found', 404],
    ['inconsistent', 409],
    ['closed', 409],
    ['other-currency', 409],
    ['approval-refused', 409],
    ['approval-expired', 409],
  ])('says why a credit is refused: %s', async (refusal, expected) => {
    ports.credit.mockResolvedValue({ outcome: 'refused', refusal });
    expect(await call('POST', 'customers/c/credit', credit)).toMatchObject({
      status: expected,
      body: { error: refusal },
    });
    ports.credit.mockReset();
  });

  it('waits for the account of a customer whom auth has just told of', async () => {
    for (let early = 0; early < 3; early++) {
      ports.credit.mockResolvedValueOnce({ outcome: 'refused', refusal: 'not-found' });
      ports.set.mockResolvedValueOnce(undefined);
    }
    ports.credit.mockResolvedValueOnce({ outcome: 'credited', balance: hkd(500n), transactionId: 't' });
    ports.set.mockResolvedValueOnce({ single: 99n, dailyAmount: null, dailyCount: null });
    expect((await call('POST', 'customers/c/credit', credit)).status).toBe(200);
    expect((await call('PUT', 'customers/c/limits', { single: '99', ...note })).status).toBe(200);
    expect([ports.credit.mock.calls.length, ports.set.mock.calls.length]).toEqual([4, 4]);
  });

  it.each([
    ['amount', { ...credit, amount: { currency: 'HKD', value: 500 } }],
    ['amount', { ...credit, amount: { currency: 'HKD', value: '0' } }],
    ['amount', { ...credit, amount: { currency: 'XXX', value: '1' } }],
    ['reference', { ...credit, reference: '' }],
    ['operator', { ...credit, operator: undefined }],
    ['reason', { ...credit, reason: '' }],
    ['reason', { ...credit, reason: ' \t ' }],
    ['more', { ...credit, more: 1 }],
  ])('credits nothing when %s is wrong', async (word, payload) => {
    const { status, body } = await call('POST', 'customers/c/credit', payload);
    expect([status, body['error']]).toEqual([400, 'bad-request']);
    expect(body['message']).toContain(word);
    expect(ports.credit).not.toHaveBeenCalled();
  });

  it('says that a credit waits for its approval', async () => {
    ports.credit.mockResolvedValueOnce({ outcome: 'waiting', approval });
    expect(await call('POST', 'customers/c/credit', credit)).toEqual({ status: 200, body: { approval: waits } });
  });

  it('lists and shows what waits', async () => {
    ports.list.mockResolvedValue([approval]);
    expect((await call('GET', 'approvals')).body).toEqual({ approvals: [waits] });
    await call('GET', 'approvals?state=REFUSED&limit=7');
    expect(ports.list.mock.calls).toEqual([
      [{ limit: 50 }, at],
      [{ state: 'REFUSED', limit: 7 }, at],
    ]);
    for (const query of ['state=waiting', 'limit=0', 'limit=501', 'more=1'])
      expect(await call('GET', `approvals?${query}`)).toMatchObject({ status: 400 });
    ports.get.mockResolvedValueOnce(approval);
    expect((await call('GET', `approvals/${approvalId}`)).body).toEqual(waits);
    for (const id of [approvalId, 'x']) expect(await call('GET', `approvals/${id}`)).toMatchObject({ status: 404 });
  });

  it.each(['approve', 'refuse'])('takes a verdict: %s', async (verdict) => {
    const path = `approvals/${approvalId}/${verdict}`;
    const decided: Approval = { ...approval, state: 'APPROVED', decided: { ...note, operator: 'b', at } };
    ports.decide.mockResolvedValueOnce({ outcome: 'done', approval: decided, repeated: false });
    const { status, body } = await call('POST', path, { ...note, operator: 'b' });
    const decision = { state: 'APPROVED', decidedBy: 'b', decisionReason: 'a test', decidedAt: at.toISOString() };
    expect([status, body]).toEqual([200, { approval: { ...waits, ...decision }, repeated: false }]);
    expect(ports.decide).toHaveBeenCalledWith(approvalId, verdict, { ...note, operator: 'b' }, at);
    for (const refusal of ['same-operator', 'approved', 'refused', 'expired', 'closed']) {
      ports.decide.mockResolvedValueOnce({ outcome: 'refused', refusal });
      expect(await call('POST', path, note)).toMatchObject({ status: 409, body: { error: refusal } });
    }
    expect(await call('POST', path, note)).toMatchObject({ status: 404 });
    expect(await call('POST', path, { operator: 'b' })).toMatchObject({ status: 400 });
  });

  const stored = { single: 99n, dailyAmount: null, dailyCount: 7 };
  const shown = { single: '99', dailyAmount: null, dailyCount: 7 };

  it('shows and sets limits; what is not given stays', async () => {
    ports.of.mockResolvedValueOnce(stored);
    expect((await call('GET', 'customers/c/limits')).body).toEqual(shown);
    ports.set.mockResolvedValueOnce(stored);
    const { status, body } = await call('PUT', 'customers/c/limits', { single: '99', dailyAmount: null, ...note });
    expect([status, body]).toEqual([200, shown]);
    expect(ports.set).toHaveBeenCalledWith('c', { single: 99n, dailyAmount: null }, note, at);
    expect(await call('GET', 'customers/nobody/limits')).toMatchObject({ status: 404 });
    expect(await call('PUT', 'customers/nobody/limits', note)).toMatchObject({ status: 404 });
  });

  it.each([
    ['single', { single: 99 }],
    ['single', { single: '-1' }],
    ['dailyAmount', { dailyAmount: '1.5' }],
    ['dailyCount', { dailyCount: 1.5 }],
    ['dailyCount', { dailyCount: '7' }],
  ])('sets nothing when %s is wrong: %j', async (word, limits) => {
    const { status, body } = await call('PUT', 'customers/c/limits', { ...limits, ...note });
    expect([status, body['error']]).toEqual([400, 'bad-request']);
    expect(body['message']).toContain(word);
    expect(ports.set).not.toHaveBeenCalled();
  });

  it('proves the books, and lists what was settled', async () => {
    const report = { checks: [{ id: 'I1', name: 'n', status: 'ok' }], trialBalance: [], clearing: [] };
    ports.report.mockResolvedValueOnce(report);
    expect((await call('GET', 'books')).body).toEqual(report);
    ports.settled.mockResolvedValue([{ paymentRequestId: 'p', state: 'PAID', paidAt: at }]);
    const payments = [{ paymentRequestId: 'p', state: 'PAID', paidAt: at.toISOString() }];
    expect((await call('GET', 'books/settled')).body).toEqual({ payments });
    await call('GET', 'books/settled?after=o&since=2026-01-01T08:00:00%2B08:00&limit=2');
    expect(ports.settled.mock.calls).toEqual([
      [{ after: '', since: new Date(0), limit: 1_000 }],
      [{ after: 'o', since: new Date('2026-01-01T00:00:00Z'), limit: 2 }],
    ]);
    for (const query of ['since=yesterday', 'limit=0', 'limit=10001', 'after=a&after=b'])
      expect(await call('GET', `books/settled?${query}`)).toMatchObject({ status: 400 });
  });

  it('lists what was told of orders, page by page', async () => {
    const orders = [{ paymentRequestId: 'p', state: 'PAID' }];
    const next = { at: '2026-01-01 00:00:00.123456+00', id: 'p|"1' };
    ports.told.mockResolvedValue({ orders, next });
    const since = '2026-01-01T08:00:00%2B08:00';
    const { body } = await call('GET', `notices?since=${since}&limit=2`);
    expect(body).toEqual({ orders, next: expect.stringMatching(/^[\w-]+$/) as string });
    await call('GET', `notices?since=${since}&after=${String(body['next'])}`);
    const asked = { since: new Date('2026-01-01T00:00:00Z') };
    expect(ports.told.mock.calls).toEqual([
      [{ ...asked, after: undefined, limit: 2 }],
      [{ ...asked, after: next, limit: 1_000 }],
    ]);
    for (const query of ['', '?since=x', `?since=${since}&after=p`, `?since=${since}&limit=1001`])
      expect(await call('GET', `notices${query}`)).toMatchObject({ status: 400 });
  });

  it('has facts told again, and says who did; a dry run has nobody', async () => {
    const repaired = { mended: [{ paymentRequestId: 'p', fact: 'PaymentSettled' }], underWay: [] };
    ports.repair.mockResolvedValue(repaired);
    const paymentRequestIds = ['p'];
    expect((await call('POST', 'notices/repair', { paymentRequestIds, dryRun: true })).body).toEqual(repaired);
    expect((await call('POST', 'notices/repair', { paymentRequestIds, ...note })).body).toEqual(repaired);
    expect(ports.repair.mock.calls).toEqual([
      [['p'], undefined, at],
      [['p'], note, at],
    ]);
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ ...repaired, ...note });
    ports.repair.mockClear();
    for (const body of [{ paymentRequestIds }, { paymentRequestIds: [], ...note }, { paymentRequestIds, dryRun: 1 }])
      expect(await call('POST', 'notices/repair', body)).toMatchObject({ status: 400 });
    expect(ports.repair).not.toHaveBeenCalled();
  });

  it('lists what a customer did, page by page', async () => {
    const next = { at: '2026-01-01 00:00:00+00', id: 'p' };
    ports.payments.mockResolvedValue({ payments: [{ paymentRequestId: 'p', paymentAmount: hkd(1n) }], next });
    ports.statement.mockResolvedValue({ accountId: 'a', lines: [], next: '17' });
    const { body } = await call('GET', 'customers/c/payments');
    expect(body).toMatchObject({ payments: [{ paymentAmount: { currency: 'HKD', value: '1' } }] });
    await call('GET', `customers/c/payments?limit=2&before=${String(body['next'])}`);
    expect((await call('GET', 'customers/c/statement')).body).toEqual({ accountId: 'a', lines: [], next: '17' });
    await call('GET', 'customers/c/statement?limit=2&before=17');
    const first = { customerId: 'c', before: undefined, limit: 50 };
    expect(ports.payments.mock.calls).toEqual([[first], [{ customerId: 'c', before: next, limit: 2 }]]);
    expect(ports.statement.mock.calls).toEqual([[first], [{ customerId: 'c', before: '17', limit: 2 }]]);
    ports.statement.mockResolvedValueOnce(undefined);
    expect(await call('GET', 'customers/x/statement')).toMatchObject({ status: 404, body: { error: 'not-found' } });
    for (const query of ['payments?before=17', 'payments?limit=501', 'statement?before=x', 'statement?limit=0'])
      expect(await call('GET', `customers/c/${query}`)).toMatchObject({ status: 400 });
  });

  it('is unavailable when the database does not answer', async () => {
    ports.find.mockRejectedValueOnce(new DependencyFault('postgres', new Error('secret detail')));
    const { status, body } = await call('GET', 'payments/p');
    expect([status, body['error']]).toEqual([503, 'unavailable']);
    expect(JSON.stringify(body)).not.toContain('secret detail');
  });
});
