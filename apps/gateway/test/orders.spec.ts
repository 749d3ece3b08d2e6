import type { OrderView } from '@wallet/contracts';
import { done, refused, unknown } from '@wallet/kernel';
import { createLogger } from '@wallet/service';
import { Money } from '@wallet/money';
import { GatewayUnderTest } from './gateway-under-test';
import { expectDescribed } from './open-api';
import { orderId, waiting } from './scanned-codes';
import { WalletApiUnderTest } from './wallet-api-under-test';

const pin = '271828';
const shown = ['get', '/wallet/v1/orders/{orderId}'] as const;
const listed = ['get', '/wallet/v1/orders'] as const;
const confirmed = ['post', '/wallet/v1/orders/{orderId}/confirm'] as const;
const left = ['delete', '/wallet/v1/orders/{orderId}'] as const;

const succeeded = { ...waiting, state: 'succeeded', paidAt: '2026-03-02T03:05:05.000Z' } as const satisfies OrderView;
const answering = (order: OrderView) => done({ kind: 'scanned-order', order } as const);

describe("the customer's orders", () => {
  const logger = createLogger('gateway', 'silent');
  const lines: string[] = [];
  for (const level of ['info', 'warn', 'error'] as const)
    jest.spyOn(logger, level).mockImplementation((...line: unknown[]) => void lines.push(JSON.stringify(line)));
  const gateway = new GatewayUnderTest({ DEVELOPER_PIN: pin }, logger);
  const api = new WalletApiUnderTest(gateway);
  const { walletAppCommands: commands } = gateway;
  let customers = 0;
  let sub: string;

  beforeAll(() => api.start());
  beforeEach(() => {
    sub = `customer-${++customers}`;
    commands.asked.length = 0;
    commands.nextAnswers.length = 0;
    commands.answer = answering(waiting);
  });
  afterAll(() => api.stop());

  const topics = () => commands.asked.map(({ topic }) => topic);
  const confirm = async (value = pin, id = orderId) => {
    const body = { paymentFactor: { type: 'PIN', value } };
    const answer = await api.send('POST', `orders/${id}/confirm`, { body, sub });
    expectDescribed(confirmed, answer);
    return answer;
  };

  it('are paid by the payment factor', async () => {
    commands.nextAnswers.push(answering(waiting), answering(succeeded));
    expect(await confirm()).toMatchObject({
      status: 200,
      body: { orderId, state: 'succeeded', paidAt: succeeded.paidAt },
    });
    expect(topics()).toEqual(['payments.order-view.command.v1', 'payments.confirmation.command.v1']);
    for (const { payload } of commands.asked) expect(payload).toEqual({ orderId, customerId: sub });
  });

  it('wait on after a refusal that is not final, and say what helps', async () => {
    commands.nextAnswers.push(answering(waiting), answering({ ...waiting, refusal: 'BalanceNotEnough' }));
    const failure = { code: 'USER_BALANCE_NOT_ENOUGH', whatToDo: expect.stringMatching(/^Top up/) as string };
    expect(await confirm()).toMatchObject({ status: 200, body: { state: 'waiting', failure } });
  });

  it.each([succeeded, { ...waiting, state: 'failed', refusal: 'OrderClosed' } as const])(
    'are told without a try when they wait no more: $state',
    async (order) => {
      commands.answer = answering(order);
      expect(await confirm('wrong')).toMatchObject({ status: 200, body: { state: order.state } });
      expect(topics()).toEqual(['payments.order-view.command.v1']);
    },
  );

  it('are not paid by a wrong PIN, and by none after five', async () => {
    for (let count = 0; count < 4; count++)
      expect(await confirm('000000')).toMatchObject({ status: 403, body: { error: 'payment-factor-refused' } });
    for (const value of ['000000', pin])
      expect(await confirm(value)).toMatchObject({ status: 423, body: { error: 'payment-factor-locked' } });
    expect(new Set(topics())).toEqual(new Set(['payments.order-view.command.v1']));
  });

  it.each([{}, { paymentFactor: pin }, { paymentFactor: { type: 'PATTERN', value: pin } }])(
    'need a payment factor: %j',
    async (body) => {
      const answer = await api.send('POST', `orders/${orderId}/confirm`, { body, sub });
      expect(answer).toMatchObject({ status: 400, body: { error: 'bad-request' } });
      expectDescribed(confirmed, answer);
      expect(topics()).toEqual([]);
    },
  );

  it('say the PIN to no topic and no log', async () => {
    await confirm();
    await confirm('314159265');
    const all = lines.join() + JSON.stringify(commands.asked);
    expect(lines.length).toBeGreaterThan(1);
    for (const secret of [pin, '314159265']) expect(all).not.toContain(secret);
  });

  it.each([
    ['while it is looked for', [unknown('no-answer' as const)]],
    ['while it is paid', [answering(waiting), unknown('no-answer' as const)]],
  ])('may be confirmed again when nobody answers %s', async (_, answers) => {
    commands.nextAnswers.push(...answers);
    expect(await confirm()).toMatchObject({ status: 503, body: { error: 'unavailable' } });
  });

  it.each([
    [shown, 'GET', `orders/${orderId}`],
    [left, 'DELETE', `orders/${orderId}`],
    [listed, 'GET', `orders?after=${orderId}`],
  ] as const)('of another customer are none: %s', async (described, method, path) => {
    commands.answer = refused('OrderNotFound');
    const answer = await api.send(method, path, { sub });
    expect(answer).toMatchObject({ status: 404, body: { error: 'not-found' } });
    expectDescribed(described, answer);
    expect(await confirm()).toMatchObject({ status: 404 });
    expect(commands.asked[0]?.payload).toMatchObject({ customerId: sub });
  });

  it.each([
    ['GET', 'orders/none'],
    ['DELETE', 'orders/none'],
    ['POST', 'orders/none/confirm'],
  ] as const)('have ids that are UUIDs: %s %s', async (method, path) => {
    expect(await api.send(method, path, { ...(method === 'POST' && { body: {} }), sub })).toMatchObject({
      status: 404,
    });
    expect(topics()).toEqual([]);
  });

  it.each([
    ['GET', 'orders'],
    ['GET', `orders/${orderId}`],
    ['DELETE', `orders/${orderId}`],
    ['POST', `orders/${orderId}/confirm`],
    ['POST', 'codes/pay'],
  ] as const)('are for nobody without a token: %s %s', async (method, path) => {
    for (const headers of [{}, { authorization: `Bearer ${await api.token({ sub, aud: 'wallet-api', exp: 1 })}` }])
      expect(await api.call(method, `/wallet/v1/${path}`, headers)).toMatchObject({ status: 401 });
    expect(topics()).toEqual([]);
  });

  it('are shown one by one', async () => {
    commands.answer = answering({
      ...succeeded,
      refundedAmount: Money.of('JPY', '40'),
      redirectUrl: 'https://shop.example/',
    });
    const answer = await api.send('GET', `orders/${orderId}`, { sub });
    expect(answer).toMatchObject({
      status: 200,
      body: {
        state: 'succeeded',
        refundedAmount: { currency: 'JPY', value: '40' },
        redirectUrl: 'https://shop.example/',
        redirectAfterSeconds: 6,
      },
    });
    expectDescribed(shown, answer);
  });

  it('are left', async () => {
    commands.answer = answering({ ...waiting, state: 'failed', refusal: 'OrderClosed' });
    const answer = await api.send('DELETE', `orders/${orderId}`, { sub });
    expect(answer).toMatchObject({ status: 200, body: { state: 'failed', failure: { code: 'ORDER_IS_CLOSED' } } });
    expectDescribed(left, answer);
    expect(topics()).toEqual(['payments.leaving.command.v1']);
  });

  it.each([
    ['orders', { limit: 20 }],
    [`orders?limit=50&after=${orderId}`, { limit: 50, after: orderId }],
  ])('come in pages: %s', async (path, asked) => {
    const orders: OrderView[] = [succeeded, waiting];
    commands.answer = done({ kind: 'order-page', orders, next: orderId } as const);
    const answer = await api.send('GET', path, { sub });
    expect(answer).toMatchObject({
      status: 200,
      body: { orders: [{ state: 'succeeded' }, { state: 'waiting' }], next: orderId },
    });
    expectDescribed(listed, answer);
    expect(commands.asked).toMatchObject([
      { topic: 'payments.order-list.command.v1', payload: { customerId: sub, ...asked } },
    ]);
    commands.answer = done({ kind: 'order-page', orders: [] } as const);
    expect((await api.send('GET', path, { sub })).body).toEqual({ orders: [] });
  });

  it.each(['limit=0', 'limit=51', 'limit=x', 'after=x'])('come in pages of a bounded size: %s', async (query) => {
    expect(await api.send('GET', `orders?${query}`, { sub })).toMatchObject({
      status: 400,
      body: { error: 'bad-request' },
    });
  });

  it.each([
    ['DELETE', `orders/${orderId}`],
    ['POST', 'agreements/0b0f1a52-3f0e-4c43-9a54-3f3a2f1f8f11/unbind'],
  ] as const)('may be asked about without a body that is announced: %s %s', async (method, path) => {
    commands.answer = method === 'DELETE' ? answering(waiting) : refused('AgreementNotFound');
    const headers = { authorization: `Bearer ${await api.token()}`, 'content-type': 'application/json' };
    const { status } = await api.call(method, `/wallet/v1/${path}`, headers);
    expect(status).toBe(method === 'DELETE' ? 200 : 404);
  });
});
