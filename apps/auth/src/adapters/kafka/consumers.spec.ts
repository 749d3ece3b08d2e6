import { evaluateCustomer, evaluatePayment, identifyPayer, openOrder, type CustomerLookup } from '@wallet/contracts';
import { Money } from '@wallet/money';
import { fakeMessage, RecordingBus } from '@wallet/testkit';
import { InMemoryCustomers } from '../../../test/in-memory-customers';
import { IdentifyCustomers } from '../../application/identify-customers';
import { mobileNumberReader } from '../../application/mobile-number';
import type { MobileNumber } from '../../domain/customer';
import { EvaluationConsumer } from './evaluation.consumer';
import { OrderConsumer } from './order.consumer';

const amount = Money.of('HKD', 12_050n);
const purchase = {
  paymentAmount: amount,
  payToAmount: amount,
  paymentMethodType: 'ALIPAY_HK',
  referenceMerchantId: 'M-1',
  merchantName: 'A shop',
};
const lookup = (loginId: string): CustomerLookup => ({ by: 'loginId', loginId, loginIdType: 'MOBILE' });
const expired = { deadline: new Date(Date.now() - 1) };

describe('the consumers', () => {
  const customers = new InMemoryCustomers();
  const identify = new IdentifyCustomers(customers, mobileNumberReader('HK'));
  let customer = {};

  beforeAll(async () => {
    const mobileNumber = '+85252412345' as MobileNumber;
    const known = { mobileNumber, status: 'FROZEN', kycLevel: 0 } as const;
    const [result] = await customers.register([{ ...known, openingBalance: amount }], new Date());
    customer = { ...known, customerId: result?.customerId };
  });

  it('hand an evaluation on with whom they found, refusing nobody', async () => {
    const bus = new RecordingBus();
    const evaluation = (paymentRequestId: string, loginId: string, over = {}) =>
      fakeMessage(evaluateCustomer, { paymentRequestId, purchase, customer: lookup(loginId) }, over);
    const batch = [
      evaluation('late', '852-52412345', expired),
      evaluation('known', '852-52412345'),
      evaluation('unknown', '852-61234567'),
    ];
    await new EvaluationConsumer(identify, bus).handle(batch);
    expect(bus.answers).toEqual([]);
    expect(bus.forwarded).toEqual([
      { message: batch[1], topic: evaluatePayment.name, payload: { paymentRequestId: 'known', purchase, customer } },
      {
        message: batch[2],
        topic: evaluatePayment.name,
        payload: { paymentRequestId: 'unknown', purchase, customer: null },
      },
    ]);
    for (const { payload } of bus.forwarded) evaluatePayment.schema.parse(JSON.parse(JSON.stringify(payload)));
  });

  it('hand an order on with whom they found and with the lookup as sent', async () => {
    const bus = new RecordingBus();
    const paymentExpiryTime = '2026-01-02T03:04:05Z';
    const order = (paymentRequestId: string, loginId: string, over = {}) => {
      const rest = { purchase, customer: lookup(loginId), paymentExpiryTime, acquirerId: 'A-1' };
      return fakeMessage(identifyPayer, { paymentRequestId, ...rest }, over);
    };
    const batch = [
      order('late', '852-52412345', expired),
      order('known', '+85252412345'),
      order('masked', '852-524xx345'),
    ];
    await new OrderConsumer(identify, bus).handle(batch);
    expect(bus.answers).toEqual([]);
    const rest = { purchase, paymentExpiryTime, acquirerId: 'A-1' };
    expect(bus.forwarded.map(({ topic, payload }) => ({ topic, payload }))).toEqual([
      {
        topic: openOrder.name,
        payload: { paymentRequestId: 'known', ...rest, lookup: lookup('+85252412345'), customer },
      },
      {
        topic: openOrder.name,
        payload: { paymentRequestId: 'masked', ...rest, lookup: lookup('852-524xx345'), customer: null },
      },
    ]);
    for (const { payload } of bus.forwarded) openOrder.schema.parse(JSON.parse(JSON.stringify(payload)));
  });

  it('do nothing at all with a batch of stale commands', async () => {
    const bus = new RecordingBus();
    const find = jest.spyOn(customers, 'find');
    const stale = fakeMessage(evaluateCustomer, { paymentRequestId: 'late', purchase, customer: lookup('1') }, expired);
    await new EvaluationConsumer(identify, bus).handle([stale]);
    expect([bus.forwarded, find.mock.calls]).toEqual([[], []]);
  });
});
