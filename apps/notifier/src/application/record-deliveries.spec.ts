import { settled, failed } from '../../test/payment-facts';
import { Schedule } from '../domain/schedule';
import type { NewDelivery } from './deliveries';
import { RecordDeliveries } from './record-deliveries';

const form = { notifyPaymentPath: '/aps/api/v1/payments/notifyPayment', utcOffset: '+08:00' };

function recorder({ add }: { add?: () => Promise<void> } = {}) {
  const added: NewDelivery[] = [];
  const steps: string[] = [];
  const keep = (deliveries: readonly NewDelivery[]): Promise<void> => {
    steps.push('added');
    added.push(...deliveries);
    return Promise.resolve();
  };
  const deliveries = { add: add ?? keep, start: jest.fn(), finish: jest.fn(), countDue: jest.fn() };
  const wake = () => void steps.push('woken');
  return { added, steps, record: new RecordDeliveries(deliveries, new Schedule([3], () => 0.5), form, wake) };
}

it('freezes the text of each notice, then wakes the sender', async () => {
  const { record, added, steps } = recorder();
  await record.execute([settled('request-1'), failed('request-2')]);
  const common = { kind: 'NOTIFY_PAYMENT', path: '/aps/api/v1/payments/notifyPayment', delayMs: 3_000 };
  expect(added).toMatchObject([
    { ...common, subject: 'request-1' },
    { ...common, subject: 'request-2' },
  ]);
  expect(added[0]?.body).toContain('"paymentTime":"2025-11-22T14:00:00+08:00"');
  expect(added[1]?.body).toContain('"resultCode":"ORDER_IS_CLOSED","resultStatus":"F"');
  expect(steps).toEqual(['added', 'woken']);
});

it('throws what the store throws, so that the fact waits', async () => {
  const { record, steps } = recorder({ add: () => Promise.reject(new Error('down')) });
  await expect(record.execute([settled('request-1')])).rejects.toThrow('down');
  expect(steps).toEqual([]);
});
