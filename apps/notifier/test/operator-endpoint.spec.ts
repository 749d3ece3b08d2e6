import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { createLogger, DependencyFault } from '@wallet/service';
import type { DeliveryRecord } from '../src/application/ports/delivery-register';
import { SendingLoop } from '../src/application/sending-loop';
import { OperatorModule } from '../src/operator.module';
import { FakeRegister } from './fake-register';

const token = 'a-token-for-operators';
const lines: string[] = [];
const logger = createLogger('notifier', 'info', { write: (line) => void lines.push(line) });
const at = new Date('2025-11-22T06:00:00Z');
const record: DeliveryRecord = {
  deliveryId: '7',
  kind: 'TOKEN_CREATED',
  subject: '["client","agreement"]',
  state: 'DEAD',
  attempts: 3,
  lastOutcome: 'MISCONFIGURED',
  lastResultCode: 'ACCESS_DENIED',
  lastError: null,
  origin: null,
  path: '/authNotify',
  nextAttemptAt: at,
  createdAt: at,
  updatedAt: at,
};
const view = {
  deliveryId: '7',
  kind: 'TOKEN_CREATED',
  subject: '["client","agreement"]',
  state: 'DEAD',
  attempts: 3,
  path: '/authNotify',
  lastOutcome: 'MISCONFIGURED',
  lastResultCode: 'ACCESS_DENIED',
  createdAt: '2025-11-22T06:00:00.000Z',
  updatedAt: '2025-11-22T06:00:00.000Z',
};
const by = { operator: 'ada', reason: 'their key was wrong' };

describe("the notifier's operator endpoint", () => {
  const register = new FakeRegister();
  const wake = jest.fn();
  let app: NestFastifyApplication;

  beforeAll(async () => {
    const providers = [{ provide: SendingLoop, useValue: { wake } }];
    const sending = { module: class Sending {}, providers, exports: [SendingLoop] };
    const kafka = { kafka: { brokers: ['127.0.0.1:1'] }, KAFKA_TOPIC_PREFIX: '' };
    const retention = { NOTIFY_RETENTION_DAYS: 30 };
    const config = {
      OPERATOR_TOKEN_FILE: { path: '', read: () => token },
      ...retention,
      database: { url: 'postgres://nobody@127.0.0.1:1/none' },
      ...kafka,
    };
    const bus = { publish: () => Promise.resolve() };
    const module = OperatorModule.create({ config, sending, register, bus, logger });
    app = await NestFactory.create<NestFastifyApplication>(module, new FastifyAdapter(), {
      logger: false,
      bodyParser: false,
    });
    await app.init();
  });
  beforeEach(() => {
    register.reset([record]);
    wake.mockClear();
    lines.splice(0);
  });
  afterAll(() => app.close());

  async function call(method: 'GET' | 'POST', path: string, body?: object, authorization = `Bearer ${token}`) {
    const url = `/operator/v1/${path}`;
    const response = await app.inject({ method, url, headers: { authorization }, ...(body && { payload: body }) });
    return { status: response.statusCode, body: response.json<Record<string, unknown>>() };
  }

  it.each(['', 'Bearer wrong', token])('turns %p away, and does nothing', async (authorization) => {
    const calls = [
      ['GET', 'deliveries'],
      ['GET', 'deliveries/7'],
      ['GET', 'deliveries/retention'],
      ['GET', 'books'],
      ['POST', 'deliveries/replay', { filter: { state: 'DEAD' }, ...by }],
      ['POST', 'deliveries/7/resolve', by],
      ['POST', 'deliveries/states', { subjects: [] }],
    ] as const;
    for (const [method, path, body] of calls) {
      const refused = await call(method, path, body, authorization);
      expect([refused.status, refused.body['error']]).toEqual([401, 'unauthorized']);
    }
    expect([register.changes, wake.mock.calls]).toEqual([[], []]);
  });

  it('describes itself to who has the token', async () => {
    const ask = async (authorization: string) => {
      const { statusCode, json } = await app.inject({
        method: 'GET',
        url: '/openapi.json',
        headers: { authorization },
      });
      return { statusCode, body: json<{ openapi?: string; info?: { title: string }; paths?: object }>() };
    };
    const { statusCode, body } = await ask(`Bearer ${token}`);
    expect([statusCode, body.openapi, body.info?.title]).toEqual([200, '3.1.0', 'Operator endpoints of notifier']);
    expect(Object.keys(body.paths ?? {})).toContain('/operator/v1/deliveries/{id}/resolve');
    expect((await ask('Bearer wrong')).statusCode).toBe(401);
  });

  it('says how long it remembers', async () => {
    expect(await call('GET', 'deliveries/retention')).toEqual({ status: 200, body: { days: 30 } });
  });

  it('lists what was asked for', async () => {
    expect((await call('GET', 'deliveries')).body).toEqual({ deliveries: [view] });
    const subject = encodeURIComponent('["client","agreement"]');
    await call('GET', `deliveries?state=DEAD&kind=TOKEN_CREATED&subject=${subject}&limit=2`);
    expect(register.filters).toEqual([
      { limit: 50 },
      { state: 'DEAD', kind: 'TOKEN_CREATED', subject: '["client","agreement"]', limit: 2 },
    ]);
  });

  it.each(['state=dead', 'kind=X', 'subject=', 'subject=a&subject=b', 'limit=0', 'limit=501', 'limit=1.5', 'limit=x'])(
    'names what is wrong in ?%s',
    async (query) => {
      const { status, body } = await call('GET', `deliveries?${query}`);
      expect([status, body['error']]).toEqual([400, 'bad-request']);
      expect(body['message']).toContain(query.split('=')[0]);
    },
  );

  it('shows one with its attempts, and the text of a payment', async () => {
    const none = { finishedAt: null, outcome: null, httpStatus: null, resultCode: null, error: null };
    register.attempts = [
      { ...none, number: 1, startedAt: at, finishedAt: at, outcome: 'UNKNOWN', httpStatus: 500, error: 'HTTP 500' },
      { ...none, number: 2, startedAt: at },
    ];
    const attempts = [
      {
        number: 1,
        startedAt: at.toISOString(),
        finishedAt: at.toISOString(),
        outcome: 'UNKNOWN',
        httpStatus: 500,
        error: 'HTTP 500',
      },
      { number: 2, startedAt: at.toISOString() },
    ];
    expect((await call('GET', 'deliveries/7')).body).toEqual({ delivery: view, attempts });
    register.body = '{"paymentRequestId":"request-1"}';
    expect((await call('GET', 'deliveries/7')).body).toEqual({ delivery: view, attempts, payload: register.body });
  });

  it('tells the states of subjects', async () => {
    const { status, body } = await call('POST', 'deliveries/states', { subjects: ['["client","agreement"]', 'x'] });
    expect([status, body]).toEqual([
      200,
      { states: [{ subject: view.subject, state: 'DEAD', kind: view.kind, acknowledgedAt: null }] },
    ]);
    for (const subjects of [undefined, 'x', [1], Array(1_001).fill('x')]) {
      expect(await call('POST', 'deliveries/states', { subjects })).toMatchObject({ status: 400 });
    }
  });

  describe('replay', () => {
    const replay = (body: object) => call('POST', 'deliveries/replay', body);
    const filter = { state: 'DEAD' };

    it('counts in a dry run, which needs no reason', async () => {
      expect(await replay({ filter, dryRun: true })).toEqual({ status: 200, body: { matched: 1, replayed: 0 } });
      expect([register.changes, wake.mock.calls, lines]).toEqual([[], [], []]);
    });

    it('has dead ones sent again, and leaves a trace in the log', async () => {
      const wanted = { ...filter, kind: 'TOKEN_CREATED', subject: 's', ids: ['7', '8'] };
      const answer = await replay({ filter: wanted, ratePerSecond: 5, ...by });
      expect(answer).toEqual({ status: 200, body: { matched: 1, replayed: 1 } });
      expect(register.changes).toEqual([{ replay: { filter: wanted, limit: 10_000, ratePerSecond: 5, ...by } }]);
      expect(wake).toHaveBeenCalledTimes(1);
      expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ by, replayed: 1 });
    });

    it('does so 20 times a second unless it is told otherwise, and not at all when none is dead', async () => {
      await replay({ filter, ...by });
      expect(register.changes).toMatchObject([{ replay: { ratePerSecond: 20 } }]);
      register.reset([{ ...record, state: 'ACKED' }]);
      expect((await replay({ filter, ...by })).body).toEqual({ matched: 0, replayed: 0 });
      expect([register.changes, wake.mock.calls.length]).toEqual([[], 1]);
    });

    it.each([
      [{ filter }, 'operator'],
      [{ filter, operator: 'ada', reason: ' ' }, 'reason'],
      [{ ...by }, 'filter'],
      [{ filter: {}, ...by }, 'filter.state'],
      [{ filter: { state: 'ACKED' }, ...by }, 'filter.state'],
      [{ filter: { state: 'DEAD', older: 1 }, ...by }, 'filter'],
      [{ filter: { state: 'DEAD', ids: [] }, ...by }, 'filter.ids'],
      [{ filter: { state: 'DEAD', ids: ['x'] }, ...by }, 'filter.ids'],
      [{ filter, ratePerSecond: 0, ...by }, 'ratePerSecond'],
      [{ filter, dryRun: 'yes', ...by }, 'dryRun'],
    ])('names what is wrong in %j', async (body, name) => {
      const answer = await replay(body);
      expect([answer.status, answer.body['error']]).toEqual([400, 'bad-request']);
      expect(answer.body['message']).toContain(name);
      expect(register.changes).toEqual([]);
    });
  });

  describe('resolve', () => {
    it('ends a dead one, once, and leaves a trace in the log', async () => {
      const { status, body } = await call('POST', 'deliveries/7/resolve', by);
      expect([status, body]).toMatchObject([200, { delivery: { deliveryId: '7', state: 'RESOLVED' } }]);
      expect(register.changes).toEqual([{ resolve: '7', by }]);
      expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ deliveryId: '7', by });
      expect(await call('POST', 'deliveries/7/resolve', by)).toMatchObject({
        status: 409,
        body: { error: 'not-dead' },
      });
    });

    it('needs who and why', async () => {
      expect(await call('POST', 'deliveries/7/resolve', { operator: 'ada' })).toMatchObject({ status: 400 });
      expect(await call('POST', 'deliveries/7/resolve')).toMatchObject({ status: 400 });
      expect(register.changes).toEqual([]);
    });

    it.each(['ACKED', 'SUPERSEDED', 'RETRYING'] as const)('leaves one alone that is %s', async (state) => {
      register.reset([{ ...record, state }]);
      const { status, body } = await call('POST', 'deliveries/7/resolve', by);
      expect([status, body['error']]).toEqual([409, 'not-dead']);
      expect(body['message']).toContain(state);
    });
  });

  it.each(['8', '0x7', '-7', '9'.repeat(30)])('knows no delivery %s', async (id) => {
    expect(await call('POST', `deliveries/${id}/resolve`, by)).toMatchObject({
      status: 404,
      body: { error: 'not-found' },
    });
    expect(await call('GET', `deliveries/${id}`)).toMatchObject({ status: 404, body: { error: 'not-found' } });
  });

  it.each(['deliveries', 'books'])('is unavailable when the database does not answer: %s', async (path) => {
    jest.spyOn(register, 'list').mockRejectedValueOnce(new DependencyFault('postgres', new Error('secret detail')));
    const { status, body } = await call('GET', path);
    expect([status, body['error']]).toEqual([503, 'unavailable']);
    expect(JSON.stringify(body)).not.toContain('secret detail');
  });
});
