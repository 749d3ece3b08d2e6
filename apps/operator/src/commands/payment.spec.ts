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
