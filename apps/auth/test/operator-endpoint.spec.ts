import 'reflect-metadata';
import { APP_FILTER, NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { createLogger, DependencyFault } from '@wallet/service';
import { LOGGER, operatorAuthProvider, OperatorErrorFilter } from '@wallet/operator-endpoint';
import { CustomerDataController } from '../src/adapters/http-in/customer-data.controller';
import { CustomersController } from '../src/adapters/http-in/customers.controller';
import { ChangeCustomerStatus } from '../src/application/customers/change-customer-status';
import { mobileNumberReader } from '../src/application/customers/mobile-number';
import { RegisterCustomers } from '../src/application/customers/register-customers';
import { RenumberCustomer } from '../src/application/customers/renumber-customer';
import { SetKycLevel } from '../src/application/customers/set-kyc-level';
import { ShowCustomer } from '../src/application/customers/show-customer';
import { InMemoryCustomers } from './in-memory-customers';
import { operatorNote } from './operator-note';

const token = 'a-token-for-operators';
const logger = createLogger('auth', 'silent');
const row = (loginId: string, over: object = {}) => ({
  loginId,
  currency: 'HKD',
  balance: '12050',
  status: 'ACTIVE',
  ...over,
});

const of = (customers: unknown) => ({ customers, ...operatorNote });

describe("auth's operator endpoint", () => {
  const registry = new InMemoryCustomers();
  let app: NestFastifyApplication;

  beforeAll(async () => {
    const readNumber = mobileNumberReader('HK');
    const module = {
      module: class {},
      controllers: [CustomersController, CustomerDataController],
      providers: [
        { provide: LOGGER, useValue: logger },
        operatorAuthProvider({ OPERATOR_TOKEN_FILE: { path: '', read: () => token } }),
        { provide: APP_FILTER, useFactory: () => new OperatorErrorFilter(logger) },
        { provide: RegisterCustomers, useFactory: () => new RegisterCustomers(registry, readNumber) },
        { provide: ShowCustomer, useFactory: () => new ShowCustomer(registry, readNumber) },
        { provide: ChangeCustomerStatus, useFactory: () => new ChangeCustomerStatus(registry, readNumber) },
        { provide: RenumberCustomer, useFactory: () => new RenumberCustomer(registry, readNumber) },
        { provide: SetKycLevel, useFactory: () => new SetKycLevel(registry, readNumber) },
      ],
    };
    app = await NestFactory.create<NestFastifyApplication>(module, new FastifyAdapter(), {
      logger: false,
      bodyParser: false,
    });
    await app.init();
  });
  afterAll(() => app.close());

  async function call(method: 'GET' | 'POST', path: string, payload?: unknown, authorization = `Bearer ${token}`) {
    const body = payload === undefined ? {} : { payload: JSON.stringify(payload) };
    const headers = { authorization, ...(payload !== undefined && { 'content-type': 'application/json' }) };
    const response = await app.inject({ method, url: `/operator/v1/customers/${path}`, headers, ...body });
    return { status: response.statusCode, body: response.json<Record<string, unknown>>() };
  }

  async function registered(loginId: string, over: object = {}): Promise<string> {
    const { body } = await call('POST', 'import', of([row(loginId, over)]));
    return (body['results'] as { customerId: string }[])[0]?.customerId ?? '';
  }

  it.each(['', 'Bearer', 'Bearer ', 'Bearer wrong', token, `Basic ${token}`, `Bearer ${token}x`])(
    'turns %p away, and does nothing',
    async (authorization) => {
      const { status, body } = await call('POST', 'import', of([row('852-61000000')]), authorization);
      expect([status, body['error']]).toEqual([401, 'unauthorized']);
      expect((await call('GET', '852-61000000')).status).toBe(404);
    },
  );

  it('imports what is good and says why the rest is not', async () => {
    const rows = [
      row('852-61000001'),
      row('852-610xx002'),
      row('852-61000003', { balance: '1.5' }),
      7,
      row('61000001'),
    ];
    const { status, body } = await call('POST', 'import', of(rows));
    expect(status).toBe(200);
    const customerId = expect.stringMatching(/^2160\d{12}$/) as string;
    expect(body['results']).toEqual([
      { outcome: 'created', customerId },
      { outcome: 'rejected', reason: expect.stringContaining('loginId') as string },
      { outcome: 'rejected', reason: expect.stringContaining('balance') as string },
      { outcome: 'rejected', reason: expect.stringContaining('object') as string },
      { outcome: 'exists', customerId },
    ]);
  });

  it('takes 1,000 rows at once, not 1,001, and no other body', async () => {
    const rows = Array.from({ length: 1_001 }, (_, index) => row(`852-${62_000_000 + index}`));
    expect((await call('POST', 'import', of(rows))).status).toBe(400);
    expect((await call('POST', 'import', of(rows.slice(1)))).status).toBe(200);
    for (const body of [{}, null, 'rows', [row('852-61000009')], of({})])
      expect((await call('POST', 'import', body)).status).toBe(400);
  });

  it.each([{}, { operator: 'a.lee' }, { ...operatorNote, operator: ' ' }, { ...operatorNote, more: 1 }])(
    'imports nothing for who does not say who and why: %p',
    async (note) => {
      const { status, body } = await call('POST', 'import', { customers: [row('852-61000010')], ...note });
      expect([status, body['error']]).toEqual([400, 'bad-request']);
      expect((await call('GET', '852-61000010')).status).toBe(404);
    },
  );

  it('shows a customer by login id and by customer id, the number masked', async () => {
    const customerId = await registered('852-61000005', { kycLevel: 2 });
    const { status, body } = await call('GET', encodeURIComponent('+85261000005'));
    expect(status).toBe(200);
    const loginIds = [{ type: 'MOBILE', value: '********0005' }];
    expect(body).toMatchObject({ customerId, loginIds, status: 'ACTIVE', kycLevel: 2, version: 1 });
    expect(body).not.toHaveProperty('mobileNumber');
    expect((await call('GET', customerId)).body).toEqual(body);
  });

  it.each(['852-69999999', '2160999999999999', 'nobody', '852-524xx345'])('knows no customer %s', async (reference) => {
    for (const [method, path] of [
      ['GET', ''],
      ['POST', '/freeze'],
    ] as const) {
      const { status, body } = await call(method, reference + path, method === 'POST' ? operatorNote : undefined);
      expect([status, body['error']]).toEqual([404, 'not-found']);
    }
  });

  it('freezes and unfreezes, each as often as one likes', async () => {
    const customerId = await registered('852-61000006');
    const states = [];
    for (const path of [
      '852-61000006/freeze',
      `${customerId}/freeze`,
      `${customerId}/unfreeze`,
      `${customerId}/unfreeze`,
    ]) {
      const { status, body } = await call('POST', path, operatorNote);
      states.push([status, body['changed'], (body['customer'] as { status: string }).status]);
    }
    expect(states).toEqual([
      [200, true, 'FROZEN'],
      [200, false, 'FROZEN'],
      [200, true, 'ACTIVE'],
      [200, false, 'ACTIVE'],
    ]);
  });

  it.each([undefined, {}, { operator: 'a.lee' }, { ...operatorNote, reason: ' ' }, { ...operatorNote, more: 1 }])(
    'changes nothing for who does not say who and why: %p',
    async (note) => {
      const customerId = await registered('852-61000008');
      const { status, body } = await call('POST', `${customerId}/freeze`, note);
      expect([status, body['error']]).toEqual([400, 'bad-request']);
      expect((await call('GET', customerId)).body).toMatchObject({ status: 'ACTIVE' });
    },
  );

  it('leaves a closed customer closed', async () => {
    const customerId = await registered('852-61000007');
    expect((await call('POST', `${customerId}/close`, operatorNote)).status).toBe(200);
    for (const change of ['freeze', 'unfreeze']) {
      const { status, body } = await call('POST', `${customerId}/${change}`, operatorNote);
      expect([status, body['error']]).toEqual([409, 'closed']);
    }
  });

  describe('renumbering', () => {
    const renumber = (reference: string, loginId: unknown) =>
      call('POST', `${reference}/renumber`, { loginId, ...operatorNote });
    const numberOf = async (customerId: string) => (await call('GET', customerId)).body['loginIds'];

    it('gives a customer another number, however it is written, as often as one likes', async () => {
      const customerId = await registered('852-61000020');
      const loginIds = [{ type: 'MOBILE', value: '********0021' }];
      for (const [reference, loginId, changed] of [
        ['852-61000020', '6100 0021', true],
        ['852-61000021', '+852 6100-0021', false],
        [customerId, '0085261000021', false],
      ] as const) {
        const { status, body } = await renumber(reference, loginId);
        expect([status, body['changed'], body['customer']]).toEqual([
          200,
          changed,
          expect.objectContaining({ customerId, loginIds }),
        ]);
      }
      expect((await call('GET', '852-61000020')).status).toBe(404);
      expect((await renumber(customerId, '852-61000020')).body).toMatchObject({ changed: true });
    });

    it('refuses a number that is in use, in quarantine or none, and nothing is changed', async () => {
      const customerId = await registered('852-61000022');
      await registered('852-61000023');
      await renumber('852-61000023', '852-61000024');
      const closed = await registered('852-61000025');
      await call('POST', `${closed}/close`, operatorNote);
      for (const [loginId, status, error] of [
        ['852-61000024', 409, 'in-use'],
        ['852-61000023', 409, 'quarantined'],
        ['852-61000025', 409, 'quarantined'],
        ['852-610xx022', 400, 'bad-request'],
        ['', 400, 'bad-request'],
        [85261000026, 400, 'bad-request'],
        [undefined, 400, 'bad-request'],
      ] as const) {
        const answer = await renumber(customerId, loginId);
        expect([answer.status, answer.body['error']]).toEqual([status, error]);
      }
      expect(await numberOf(customerId)).toEqual([{ type: 'MOBILE', value: '********0022' }]);
      expect((await renumber(closed, '852-61000026')).body['error']).toBe('closed');
      expect((await renumber('852-69999999', '852-61000026')).body['error']).toBe('not-found');
    });

    it('imports nobody with a number that is in quarantine, and says until when', async () => {
      await registered('852-61000027');
      await renumber('852-61000027', '852-61000028');
      const { body } = await call('POST', 'import', of([row('852-61000027')]));
      expect(body['results']).toEqual([
        { outcome: 'rejected', reason: expect.stringMatching(/^loginId: .* before \d{4}-/) as string },
      ]);
    });
  });

  it('sets the KYC level, as often as one likes, but not of a closed customer', async () => {
    const customerId = await registered('852-61000030');
    const kyc = (kycLevel: unknown) => call('POST', `${customerId}/kyc`, { kycLevel, ...operatorNote });
    expect((await kyc(2)).body).toMatchObject({ changed: true, customer: { kycLevel: 2 } });
    expect((await kyc(2)).body).toMatchObject({ changed: false, customer: { kycLevel: 2 } });
    for (const wrong of [-1, 10, 1.5, '2', null, undefined]) expect((await kyc(wrong)).status).toBe(400);
    await call('POST', `${customerId}/close`, operatorNote);
    expect((await kyc(0)).body['error']).toBe('closed');
    expect((await call('GET', customerId)).body).toMatchObject({ kycLevel: 2, status: 'CLOSED' });
  });

  it.each(['renumber', 'kyc'])('wants to know who and why: %s', async (change) => {
    const customerId = await registered('852-61000031');
    for (const note of [{}, { operator: 'a.lee' }, { ...operatorNote, more: 1 }]) {
      const body = { kycLevel: 3, ...note };
      const { status } = await call(
        'POST',
        `${customerId}/${change}`,
        change === 'kyc' ? body : { loginId: '852-61000032', ...note },
      );
      expect(status).toBe(400);
    }
    expect((await call('GET', customerId)).body).toMatchObject({ kycLevel: 1 });
  });

  it('takes no status from a directory elsewhere', async () => {
    const { status, body } = await call('POST', '852-61000006/status', { status: 'FROZEN' });
    expect([status, body['error']]).toEqual([409, 'kept-here']);
  });

  it('answers in its own words to what is no call', async () => {
    const { status, body } = await call('POST', '852-61000006/delete');
    expect([status, body['error']]).toEqual([404, 'not-found']);
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    for (const [url, payload, expected] of [
      ['/elsewhere', '{}', 404],
      ['/operator/v1/customers/import', '[{', 400],
      ['/operator/v1/customers/import', `["${'x'.repeat(1_100_000)}"]`, 413],
    ] as const) {
      const response = await app.inject({ method: 'POST', url, headers, payload });
      expect(response.statusCode).toBe(expected);
      expect(Object.keys(response.json<object>())).toEqual(['error', 'message']);
    }
  });

  it('is unavailable, and says nothing of its inside, when the database does not answer', async () => {
    jest.spyOn(registry, 'get').mockRejectedValueOnce(new DependencyFault('postgres', new Error('secret detail')));
    const { status, body } = await call('GET', '852-61000005');
    expect([status, body['error']]).toEqual([503, 'unavailable']);
    expect(JSON.stringify(body)).not.toContain('secret detail');
    jest.spyOn(registry, 'get').mockRejectedValueOnce(new Error('secret detail'));
    expect(await call('GET', '852-61000005')).toEqual({
      status: 500,
      body: { error: 'fault', message: 'this is a fault of the service, see its log' },
    });
  });
});
