import { AgreementFacts, subjectOf, tokens } from '../../test/agreement-facts';
import { causes, traceId } from '../../test/causes';
import { cancelled, failed, settled } from '../../test/payment-facts';
import { newSealKeys } from '../../test/seal-keys';
import { NotifyHosts } from '../domain/notify-hosts';
import { Schedule } from '../domain/schedule';
import type { NewDelivery } from './ports/deliveries';
import { RecordDeliveries } from './record-deliveries';

const sealKeys = newSealKeys();
const form = {
  hosts: new NotifyHosts(['notify.example'], 'https://open.example'),
  apiPrefix: '/aps/api/v1',
  utcOffset: '+08:00',
  sealKeys,
};

function recorder({ add }: { add?: () => Promise<void> } = {}) {
  const added: NewDelivery[] = [];
  const withdrawn: string[] = [];
  const steps: string[] = [];
  const keep = (deliveries: readonly NewDelivery[], cancelledPayments: readonly string[] = []): Promise<void> => {
    steps.push('added');
    added.push(...deliveries);
    withdrawn.push(...cancelledPayments);
    return Promise.resolve();
  };
  const deliveries = { add: add ?? keep };
  const wake = () => void steps.push('woken');
  return {
    added,
    withdrawn,
    steps,
    record: new RecordDeliveries(deliveries, new Schedule([3], () => 0.5), form, wake),
  };
}

it('freezes the text of each result of a payment, then wakes the sender', async () => {
  const { record, added, steps } = recorder();
  await record.execute(causes(settled('request-1'), failed('request-2')));
  const common = {
    kind: 'NOTIFY_PAYMENT',
    origin: null,
    path: '/aps/api/v1/payments/notifyPayment',
    delayMs: 3_000,
    traceId,
  };
  expect(added).toMatchObject([
    { ...common, eventId: 'request-1', subject: 'request-1' },
    { ...common, eventId: 'request-2', subject: 'request-2' },
  ]);
  expect(added[0]?.body).toContain('"paymentTime":"2025-11-22T14:00:00+08:00"');
  expect(added[1]?.body).toContain('"resultCode":"ORDER_IS_CLOSED","resultStatus":"F"');
  expect(steps).toEqual(['added', 'woken']);
});

it('sends a result where it was asked for, if that is allowed', async () => {
  const { record, added } = recorder();
  const allowed = { paymentNotifyUrl: 'https://notify.example/here?a=b' };
  await record.execute(causes(settled('request-1', allowed), failed('request-2', allowed)));
  await record.execute(causes(settled('request-3', { paymentNotifyUrl: 'https://evil.example/here' })));
  expect(added.map(({ origin, path }) => [origin, path])).toEqual([
    ['https://notify.example', '/here?a=b'],
    ['https://notify.example', '/here?a=b'],
    [null, '/aps/api/v1/payments/notifyPayment'],
  ]);
});

it('tells nothing of a cancelled payment, and withdraws what is to be told of it', async () => {
  const { record, added, withdrawn } = recorder();
  await record.execute(causes(settled('request-1'), cancelled('request-1'), cancelled('request-2')));
  expect(added.map(({ subject }) => subject)).toEqual(['request-1']);
  expect(withdrawn).toEqual(['request-1', 'request-2']);
});

it('freezes the text of each event of an agreement, in order', async () => {
  const { record, added } = recorder();
  const agreement = new AgreementFacts('agreement-1', sealKeys);
  const facts = [agreement.authCodeCreated(), agreement.tokenCreated(), agreement.tokenCancelled()];
  await record.execute(causes(...facts));
  const path = '/aps/api/v1/authorizations/authNotify';
  const common = { subject: subjectOf('agreement-1'), path, delayMs: 3_000, traceId };
  const kinds = ['AUTHCODE_CREATED', 'TOKEN_CREATED', 'TOKEN_CANCELED'];
  expect(added).toMatchObject(facts.map(({ factId }, index) => ({ ...common, eventId: factId, kind: kinds[index] })));
  expect(added[1]?.body).toContain(`"accessToken":"${tokens.accessToken}","accessTokenExpiryTime":"2026-05-21T14:00`);
});

it('throws what the store throws, so that the fact waits', async () => {
  const { record, steps } = recorder({ add: () => Promise.reject(new Error('down')) });
  await expect(record.execute(causes(settled('request-1')))).rejects.toThrow('down');
  expect(steps).toEqual([]);
});
