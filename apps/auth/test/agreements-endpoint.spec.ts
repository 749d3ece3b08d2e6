import 'reflect-metadata';
import { APP_FILTER, NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Money } from '@wallet/money';
import { createLogger } from '@wallet/service';
import { LOGGER, operatorAuthProvider, OperatorErrorFilter } from '@wallet/operator-endpoint';
import { AgreementsController } from '../src/adapters/http-in/agreements.controller';
import { mobileNumberReader } from '../src/application/customers/mobile-number';
import { RevokeAgreement, type Revocation } from '../src/application/agreements/revoke-agreement';
import { ShowAgreements } from '../src/application/agreements/show-agreements';
import type { MobileNumber } from '../src/domain/customer';
import { byOperator, operatorNote } from './operator-note';
import { agreementOf, start } from './sample-agreement';
import { InMemoryCustomers } from './in-memory-customers';

const token = 'a-token-for-operators';
const logger = createLogger('auth', 'silent');

describe("auth's operator endpoint for agreements", () => {
  const stored = { ...agreementOf(), sealedAccessToken: null, sealedAnswer: null };
  const { agreementId } = stored;
  const ofCustomer = jest.fn((customerId: string) => Promise.resolve(customerId === stored.customerId ? [stored] : []));
  const revoke = jest.fn((revocation: Revocation) =>
    Promise.resolve(revocation.agreementId === agreementId ? { changed: true, agreement: stored } : undefined),
  );
  let app: NestFastifyApplication;

  beforeAll(async () => {
    const directory = new InMemoryCustomers();
    const mobileNumber = '+85252412345' as MobileNumber;
    await directory.register(
      [{ mobileNumber, openingBalance: Money.of('HKD', 0n), status: 'ACTIVE', kycLevel: 1 }],
      operatorNote,
      start,
    );
    const show = new ShowAgreements({ ofCustomer }, directory, mobileNumberReader('HK'));
    const module = {
      module: class {},
      controllers: [AgreementsController],
      providers: [
        { provide: LOGGER, useValue: logger },
        operatorAuthProvider({ OPERATOR_TOKEN_FILE: { path: '', read: () => token } }),
        { provide: APP_FILTER, useFactory: () => new OperatorErrorFilter(logger) },
        { provide: ShowAgreements, useValue: show },
        { provide: RevokeAgreement, useValue: { execute: revoke } },
      ],
    };
    app = await NestFactory.create<NestFastifyApplication>(module, new FastifyAdapter(), { logger: false });
    await app.init();
  });
  afterAll(() => app.close());

  async function call(method: 'GET' | 'POST', path: string, authorization = `Bearer ${token}`) {
    const url = `/operator/v1/agreements${path}`;
    const payload = method === 'POST' ? { payload: operatorNote } : {};
    const response = await app.inject({ method, url, headers: { authorization }, ...payload });
    return { status: response.statusCode, body: response.json<Record<string, unknown>>() };
  }

  it('lists the agreements of a login id or customer id', async () => {
    for (const reference of ['852-52412345', stored.customerId]) {
      const { status, body } = await call('GET', `?customer=${reference}`);
      expect([status, body['agreements']]).toEqual([200, [expect.objectContaining({ agreementId, generation: 2 })]]);
      expect(JSON.stringify(body)).not.toContain('sealed');
    }
    expect((await call('GET', '?customer=nobody')).body).toEqual({ agreements: [] });
  });

  it('ends one, without asking anybody', async () => {
    const { status, body } = await call('POST', `/${agreementId}/revoke`);
    expect([status, body]).toEqual([
      200,
      { changed: true, agreement: expect.objectContaining({ agreementId }) as object },
    ]);
    expect(revoke).toHaveBeenCalledWith(expect.objectContaining({ agreementId, by: byOperator }));
  });

  it('ends none for who does not say who and why', async () => {
    revoke.mockClear();
    const headers = { authorization: `Bearer ${token}` };
    const url = `/operator/v1/agreements/${agreementId}/revoke`;
    expect((await app.inject({ method: 'POST', url, headers })).statusCode).toBe(400);
    expect(revoke).not.toHaveBeenCalled();
  });

  it.each([
    ['GET', '', 400],
    ['GET', '?customer=', 400],
    ['GET', '?customer=a&customer=b', 400],
    ['POST', '/not-an-id/revoke', 404],
    ['POST', '/00000000-0000-4000-8000-000000000001/revoke', 404],
  ] as const)('refuses %s %s with %i', async (method, path, expected) => {
    const { status, body } = await call(method, path);
    expect([status, Object.keys(body)]).toEqual([expected, ['error', 'message']]);
  });

  it('lets nobody in without the token', async () => {
    expect((await call('POST', `/${agreementId}/revoke`, 'Bearer another')).status).toBe(401);
  });
});
