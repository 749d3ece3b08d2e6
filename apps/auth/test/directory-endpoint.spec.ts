import 'reflect-metadata';
import { APP_FILTER, NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { createLogger, DependencyFault } from '@wallet/service';
import { LOGGER, operatorAuthProvider, OperatorErrorFilter } from '@wallet/operator-endpoint';
import { DirectoryCustomersController } from '../src/adapters/http-in/directory-customers.controller';
import type { SeenCustomer } from '../src/application/ports/seen-customers';
import { mobileNumberReader } from '../src/application/customers/mobile-number';
import { ShowDirectoryCustomer } from '../src/application/customers/show-directory-customer';
import type { CustomerKey } from '../src/domain/customer';
import { TakeCustomerStatus } from '../src/application/customers/take-customer-status';

const token = 'a-token-for-operators';
const logger = createLogger('auth', 'silent');

describe("auth's operator endpoint, of a wallet with a directory of its own", () => {
  const setStatus = jest.fn((customer: SeenCustomer) =>
    Promise.resolve({ changed: !!customer.customerId, version: 2 }),
  );
  const known = { customerId: 'C-1', status: 'ACTIVE' as const, kycLevel: 2, mobileNumber: '+85252412345' };
  const isKnown = (key: CustomerKey) =>
    key.by === 'customerId' ? key.customerId === known.customerId : key.mobileNumber === known.mobileNumber;
  const find = (keys: readonly CustomerKey[]) => Promise.resolve(keys.map((key) => (isKnown(key) ? known : null)));
  let app: NestFastifyApplication;

  beforeAll(async () => {
    const takeStatus = new TakeCustomerStatus({ setStatus, register: () => Promise.resolve() });
    const module = {
      module: class {},
      controllers: [DirectoryCustomersController],
      providers: [
        { provide: LOGGER, useValue: logger },
        operatorAuthProvider({ OPERATOR_TOKEN_FILE: { path: '', read: () => token } }),
        { provide: APP_FILTER, useFactory: () => new OperatorErrorFilter(logger) },
        { provide: TakeCustomerStatus, useValue: takeStatus },
        { provide: ShowDirectoryCustomer, useValue: new ShowDirectoryCustomer({ find }, mobileNumberReader('HK')) },
      ],
    };
    app = await NestFactory.create<NestFastifyApplication>(module, new FastifyAdapter(), { logger: false });
    await app.init();
  });
  beforeEach(() => setStatus.mockClear());
  afterAll(() => app.close());

  async function call(method: 'GET' | 'POST', path: string, payload?: object, authorization = `Bearer ${token}`) {
    const url = `/operator/v1/customers/${path}`;
    const response = await app.inject({ method, url, headers: { authorization }, ...(payload && { payload }) });
    return { status: response.statusCode, body: response.json<Record<string, unknown>>() };
  }

  it('takes a status', async () => {
    const { status, body } = await call('POST', 'C-1/status', { status: 'FROZEN' });
    expect([status, body]).toEqual([200, { changed: true, version: 2 }]);
    expect(setStatus).toHaveBeenCalledWith({ customerId: 'C-1', status: 'FROZEN' }, expect.any(Date), undefined);
  });

  it('takes with it who said so, and why', async () => {
    const note = { operator: 'directory', reason: 'asked for it' };
    expect((await call('POST', 'C-1/status', { status: 'FROZEN', ...note })).status).toBe(200);
    expect(setStatus).toHaveBeenCalledWith({ customerId: 'C-1', status: 'FROZEN' }, expect.any(Date), note);
  });

  it.each([
    ['status', 'C-1', {}],
    ['status', 'C-1', { status: 'frozen' }],
    ['since', 'C-1', { status: 'FROZEN', since: 'today' }],
    ['operator', 'C-1', { status: 'FROZEN', reason: 'asked for it' }],
    ['reason', 'C-1', { status: 'FROZEN', operator: 'directory' }],
    ['reason', 'C-1', { status: 'FROZEN', operator: 'directory', reason: ' ' }],
    ['reference', 'C%201', { status: 'FROZEN' }],
    ['reference', '1'.repeat(65), { status: 'FROZEN' }],
  ])('takes none and names %s: %s with %j', async (field, customerId, payload) => {
    const { status, body } = await call('POST', `${customerId}/status`, payload);
    expect([status, body['error']]).toEqual([400, 'bad-request']);
    expect(body['message']).toContain(field);
    expect(setStatus).not.toHaveBeenCalled();
  });

  it('takes none without the operator token', async () => {
    const { status } = await call('POST', 'C-1/status', { status: 'FROZEN' }, 'Bearer another');
    expect(status).toBe(401);
    expect(setStatus).not.toHaveBeenCalled();
  });

  it.each(['C-1', '852-52412345', '%2B85252412345'])('shows the customer %s, the number in part', async (reference) => {
    const { status, body } = await call('GET', reference);
    const { customerId, kycLevel } = known;
    expect([status, body]).toEqual([
      200,
      { customerId, status: 'ACTIVE', kycLevel, loginIds: [{ type: 'MOBILE', value: '********2345' }] },
    ]);
  });

  it.each(['C-2', '852-52412346', 'nobody%20at%20all'])('knows no customer %s', async (reference) => {
    const { status, body } = await call('GET', reference);
    expect([status, body['error']]).toEqual([404, 'not-found']);
  });

  it.each([
    ['POST', 'import'],
    ['POST', 'C-1/freeze'],
    ['POST', 'C-1/renumber'],
    ['POST', 'C-1/kyc'],
  ] as const)('says who keeps the customers: %s %s', async (method, path) => {
    const { status, body } = await call(method, path);
    expect([status, body['error']]).toEqual([409, 'kept-elsewhere']);
    expect(body['message']).toContain('CUSTOMER_DIRECTORY');
  });

  it('is to be called again when the status could not be stored', async () => {
    setStatus.mockRejectedValueOnce(new DependencyFault('postgres', new Error('secret detail')));
    const { status, body } = await call('POST', 'C-1/status', { status: 'FROZEN' });
    expect([status, body['error']]).toEqual([503, 'unavailable']);
  });
});
