import { CommandFailed } from '../terminal/exit';
import { FakeEndpoint, runCli } from '../../test/run-cli';

const at = (second: number) => `2026-11-22T10:00:0${second}.000Z`;
const hkd = (value: string) => ({ currency: 'HKD', value });

const payment = {
  order: { paymentRequestId: 'p/1', state: 'CANCELLED', refusal: null, payToAmount: hkd('12050'), acquirerId: 'new' },
  events: [
    { version: 1, type: 'OrderOpened', refusal: null, command: 'OpenOrder', traceId: 't1', occurredAt: at(0) },
    { version: 2, type: 'OrderPaid', refusal: null, command: 'SettlePayment', traceId: null, occurredAt: at(1) },
    { version: 3, type: 'OrderCancelled', refusal: null, command: null, traceId: null, occurredAt: at(4) },
  ],
  refunds: [
    {
      refundRequestId: 'r-1',
      state: 'FAILED',
      refusal: 'RefundAmountExceeded',
      createdAt: at(3),
      refundAmount: hkd('2050'),
      refundFromAmount: hkd('2050'),
    },
  ],
  postings: [
    {
      transactionId: 'x',
      kind: 'PAY',
      postedAt: at(1),
      entries: [
        { accountId: 'wallet:1', amount: hkd('-12050') },
        { accountId: 'settlement-payable:HKD', amount: hkd('12050') },
      ],
    },
  ],
};
const delivery = (deliveryId: string) => ({
  deliveryId,
  kind: 'NOTIFY_PAYMENT',
  subject: 'p/1',
  state: 'SUPERSEDED',
  attempts: 1,
  createdAt: at(1),
  updatedAt: at(5),
});
const attempt = { number: 1, startedAt: at(2), finishedAt: at(3), outcome: 'UNKNOWN', error: 'timeout' };

const endpoints = () => {
  const payments = new FakeEndpoint(() => payment);
  const notifier = new FakeEndpoint((path) =>
    path.includes('?')
      ? { deliveries: [delivery('12'), delivery('11')] }
      : { delivery: delivery(path.slice(-2)), attempts: [attempt], payload: '{}' },
  );
  return { payments, notifier, of: (service: string) => (service === 'payments' ? payments : notifier) };
};

describe('the code of a payment', () => {
  const code = {
    verifyRequestId: 'v-1',
    state: 'sent',
    sends: 2,
    lastSentAt: at(1),
    wrongCodes: 1,
    verified: true,
    keptUntil: at(9),
  };
  const show = async (answer: () => unknown, order: object = {}) => {
    const { of } = endpoints();
    const byCode = { ...payment, order: { ...payment.order, kind: 'EASY_PAY', ...order } };
    const otp = new FakeEndpoint(answer);
    const services = (service: string) =>
      service === 'otp' ? otp : service === 'payments' ? new FakeEndpoint(() => byCode) : of(service);
    const { out, exitCode } = await runCli(['payment', 'show', 'p/1'], services);
    const rows =
      out
        .split('\n\n')[0]
        ?.split('\n')
        .map((line) => line.replace(/ +/g, ' ')) ?? [];
    return { calls: otp.calls, exitCode, rows: rows.filter((row) => /^(sms|wrong)/.test(row)) };
  };
  const failed = (refusal?: string) => () => Promise.reject(new CommandFailed(1, 'it said no', refusal));

  it('is shown with its order', async () => {
    expect(await show(() => code)).toEqual({
      calls: [['/operator/v1/payments/p%2F1/code']],
      exitCode: 0,
      rows: [`sms 2, the last at ${at(1)}: sent`, 'wrong codes 1, then the right one'],
    });
  });

  it('is told from one that was not sent', async () => {
    const unsent = { ...code, state: 'unsent', sends: 0, lastSentAt: undefined, wrongCodes: 0, verified: false };
    const rows = ['sms 0, not sent: held back by a limit, or refused by the provider', 'wrong codes 0'];
    expect(await show(() => unsent)).toMatchObject({ rows });
  });

  it.each([
    ['gone', 'not-found', { expiresAt: '2020-01-01T00:00:00.000Z' }, 'gone from Redis after 2020-01-01T00:01:00.000Z'],
    ['lost', 'not-found', { expiresAt: '2999-01-01T00:00:00.000Z' }, 'it said no'],
    ['not to be had', undefined, {}, 'not known now: it said no'],
  ])('does not keep the payment from being shown when it is %s', async (_, refusal, order, text) => {
    expect(await show(failed(refusal), order)).toMatchObject({ exitCode: 0, rows: [`sms ${text}`] });
  });

  it('is not asked for where there was none', async () => {
    expect(await show(() => code, { kind: 'AGREEMENT' })).toMatchObject({ calls: [], rows: [] });
  });
});

describe('payment show', () => {
  it('merges what payments and notifier know, whole', async () => {
    const { payments, notifier, of } = endpoints();
    const { out } = await runCli(['payment', 'show', 'our/id', '--json'], of);
    const deliveries = ['11', '12'].map((id) => ({ ...delivery(id), attempts: [attempt] }));
    expect(JSON.parse(out)).toEqual({ ...payment, deliveries });
    expect(payments.calls).toEqual([['/operator/v1/payments/our%2Fid']]);
    expect(notifier.calls[0]).toEqual(['/operator/v1/deliveries?kind=NOTIFY_PAYMENT&subject=p%2F1']);
  });

  it('tells its life in the order of time', async () => {
    const { out } = await runCli(['payment', 'show', 'p/1'], endpoints().of);
    const [head, life] = out.split('\n\n');
    expect(head).toMatch(/^payment request id +p\/1\nstate +CANCELLED\npay to amount +HKD 120.50\nacquirer id +new$/);
    expect(
      life
        ?.trim()
        .split('\n')
        .map((line) => line.slice(17).replace(/ +/g, ' ')),
    ).toEqual([
      '00.000Z event OrderOpened by OpenOrder (trace t1)',
      '01.000Z event OrderPaid by SettlePayment',
      '01.000Z entry PAY wallet:1 HKD -120.50',
      '01.000Z entry PAY settlement-payable:HKD HKD 120.50',
      ...['11', '12'].map((id) => `01.000Z delivery ${id} is to be made`),
      ...['11', '12'].map((id) => `02.000Z delivery ${id} attempt 1: UNKNOWN, timeout`),
      '03.000Z refund FAILED RefundAmountExceeded (REFUND_AMOUNT_EXCEED to Alipay+) HKD 20.50 (r-1)',
      '04.000Z event OrderCancelled as time was up',
      ...['11', '12'].map((id) => `05.000Z delivery ${id} is SUPERSEDED`),
    ]);
  });
});
