import 'reflect-metadata';
import { APP_FILTER, NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { OPERATOR_TOKEN, OperatorErrorFilter } from '@wallet/operator-endpoint';
import { createLogger, DependencyFault } from '@wallet/service';
import { DeliveriesController, LOGGER } from '../src/adapters/http/deliveries.controller';
import type { DeliveryFilter, DeliveryRecord, DeliveryRegister } from '../src/application/delivery-register';
import { ListDeliveries } from '../src/application/list-deliveries';
import { ResendDelivery } from '../src/application/resend-delivery';

const token = 'a-token-for-operators';
const lines: string[] = [];
const logger = createLogger('notifier', 'info', { write: (line) => void lines.push(line) });
const at = new Date('2025-11-22T06:00:00Z');
const record: DeliveryRecord = {
  ...{ deliveryId: '7', kind: 'TOKEN_CREATED', subject: '["client","agreement"]', state: 'DEAD', attempts: 3 },
  ...{ lastOutcome: 'MISCONFIGURED', lastResultCode: 'ACCESS_DENIED', lastError: null },
  ...{ nextAttemptAt: at, createdAt: at, updatedAt: at },
};

class FakeRegister implements DeliveryRegister {
  records: DeliveryRecord[] = [record];
  readonly filters: DeliveryFilter[] = [];

  list(filter: DeliveryFilter) {
    this.filters.push(filter);
    return Promise.resolve(this.records);
  }

  get(deliveryId: string) {
    return Promise.resolve(this.records.find((each) => each.deliveryId === deliveryId));
  }

  async revive(deliveryId: string) {
    const isDead = (await this.get(deliveryId))?.state === 'DEAD';
    this.records = this.records.map((each) => (isDead && each.deliveryId === deliveryId ? retrying(each) : each));
    return isDead;
  }
}
const retrying = (dead: DeliveryRecord): DeliveryRecord => ({ ...dead, state: 'RETRYING' });

describe("the notifier's operator endpoint", () => {
  const register = new FakeRegister();
  const wake = jest.fn();
  let app: NestFastifyApplication;

  beforeAll(async () => {
    const module = {
      module: class {},
      controllers: [DeliveriesController],
      providers: [
        { provide: LOGGER, useValue: logger },
        { provide: OPERATOR_TOKEN, useValue: token },
        { provide: APP_FILTER, useFactory: () => new OperatorErrorFilter(logger) },
        { provide: ListDeliveries, useFactory: () => new ListDeliveries(register) },
        { provide: ResendDelivery, useFactory: () => new ResendDelivery(register, wake) },
      ],
    };
    const options = { logger: false, bodyParser: false } as const;
    app = await NestFactory.create<NestFastifyApplication>(module, new FastifyAdapter(), options);
    await app.init();
  });
  beforeEach(() => {
    register.records = [record];
    wake.mockClear();
  });
  afterAll(() => app.close());

  async function call(method: 'GET' | 'POST', path: string, authorization = `Bearer ${token}`) {
    const url = `/operator/v1/deliveries${path}`;
    const response = await app.inject({ method, url, headers: { authorization } });
    return { status: response.statusCode, body: response.json<Record<string, unknown>>() };
  }

  it.each(['', 'Bearer wrong', token])('turns %p away, and does nothing', async (authorization) => {
    for (const [method, path] of [['GET', ''] as const, ['POST', '/7/resend'] as const]) {
      const { status, body } = await call(method, path, authorization);
      expect([status, body['error']]).toEqual([401, 'unauthorized']);
    }
    expect(wake).not.toHaveBeenCalled();
  });

  it('lists what was asked for', async () => {
    expect((await call('GET', '')).body).toEqual({
      deliveries: [
        {
          ...{ deliveryId: '7', kind: 'TOKEN_CREATED', subject: '["client","agreement"]', state: 'DEAD', attempts: 3 },
          ...{ lastOutcome: 'MISCONFIGURED', lastResultCode: 'ACCESS_DENIED' },
          ...{ createdAt: '2025-11-22T06:00:00.000Z', updatedAt: '2025-11-22T06:00:00.000Z' },
        },
      ],
    });
    const subject = encodeURIComponent('["client","agreement"]');
    await call('GET', `?state=DEAD&kind=TOKEN_CREATED&subject=${subject}&limit=2`);
    expect(register.filters).toEqual([
      { limit: 50 },
      { state: 'DEAD', kind: 'TOKEN_CREATED', subject: '["client","agreement"]', limit: 2 },
    ]);
  });

  it.each(['state=dead', 'kind=X', 'subject=', 'subject=a&subject=b', 'limit=0', 'limit=501', 'limit=1.5', 'limit=x'])(
    'names what is wrong in ?%s',
    async (query) => {
      const { status, body } = await call('GET', `?${query}`);
      expect([status, body['error']]).toEqual([400, 'bad-request']);
      expect(body['message']).toContain(query.split('=')[0]);
    },
  );

  it('has a dead one sent again, once, and leaves a trace in the log', async () => {
    const { status, body } = await call('POST', '/7/resend');
    expect(status).toBe(200);
    expect(body).toMatchObject({ delivery: { deliveryId: '7', state: 'RETRYING', nextAttemptAt: at.toISOString() } });
    expect(wake).toHaveBeenCalledTimes(1);
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ deliveryId: '7', msg: 'operator has a notice sent again' });
    expect(await call('POST', '/7/resend')).toMatchObject({ status: 409, body: { error: 'not-dead' } });
    expect(wake).toHaveBeenCalledTimes(1);
  });

  it.each(['ACKED', 'SUPERSEDED'] as const)('leaves one alone that is %s', async (state) => {
    register.records = [{ ...record, state }];
    const { status, body } = await call('POST', '/7/resend');
    expect([status, body['error']]).toEqual([409, 'not-dead']);
    expect(body['message']).toContain(state);
  });

  it.each(['8', '0x7', '-7', '9'.repeat(30)])('knows no delivery %s', async (id) => {
    expect(await call('POST', `/${id}/resend`)).toMatchObject({ status: 404, body: { error: 'not-found' } });
  });

  it('is unavailable when the database does not answer', async () => {
    jest.spyOn(register, 'list').mockRejectedValueOnce(new DependencyFault('postgres', new Error('secret detail')));
    const { status, body } = await call('GET', '');
    expect([status, body['error']]).toEqual([503, 'unavailable']);
    expect(JSON.stringify(body)).not.toContain('secret detail');
  });
});
