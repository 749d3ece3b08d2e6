import { eventually } from '@wallet/testkit';
import { NotifierApp } from './notifier-app';
import { cancelled, failed, settled } from './payment-facts';
import { isSigned, Receiver } from './receiver';

jest.setTimeout(30_000);

let agreed: Receiver;
let other: Receiver;
let notifier: NotifierApp;
beforeAll(async () => {
  agreed = await new Receiver().start();
  other = await new Receiver().start();
  const named = other.url.replace('http://127.0.0.1', 'localhost');
  const env = { NOTIFY_HOSTS: `${new URL(other.url).host}, ${named}`, NOTIFY_SCHEDULE_SECONDS: '0,1,1' };
  notifier = await NotifierApp.start({ url: agreed.url, env });
});
afterAll(async () => {
  await notifier.stop();
  await agreed.stop();
  await other.stop();
});

const acked = (subject: string, outcomes = ['ACKNOWLEDGED']) =>
  eventually(async () => {
    expect(await notifier.attemptsOf(subject)).toEqual({ state: 'ACKED', outcomes, errors: [] });
  });

it('tells of a payment where its request says, and signs that path and query', async () => {
  const path = '/their/own%20path?order=1&x';
  await notifier.record([settled('there', { paymentNotifyUrl: other.url + path })]);
  await notifier.record([failed('there-too', { paymentNotifyUrl: other.url })]);
  await acked('there');
  await acked('there-too');
  expect(other.taken.map(({ url }) => url).sort()).toEqual(['/', path]);
  expect(other.taken.every(isSigned)).toBe(true);
  expect(agreed.taken).toEqual([]);
});

it.each([
  'https://evil.example/n',
  'http://127.0.0.1:1/n',
  'http://169.254.169.254/latest',
  'not an address',
  undefined,
])('tells it at the agreed address when the request says %s', async (paymentNotifyUrl) => {
  const subject = `agreed ${paymentNotifyUrl}`;
  await notifier.record([settled(subject, paymentNotifyUrl === undefined ? {} : { paymentNotifyUrl })]);
  await acked(subject);
  expect(agreed.of(subject).map(({ url }) => url)).toEqual(['/aps/api/v1/payments/notifyPayment']);
});

it('never calls a name that leads to this machine, not even one that is allowed', async () => {
  const before = other.taken.length;
  const paymentNotifyUrl = other.url.replace('http://127.0.0.1', 'https://localhost');
  await notifier.record([settled('rebound', { paymentNotifyUrl })]);
  await eventually(async () => {
    const errors = Array(3).fill('localhost has an address that is not public');
    expect(await notifier.attemptsOf('rebound')).toMatchObject({ state: 'DEAD', errors });
  });
  expect(other.taken).toHaveLength(before);
  expect(await notifier.metric(`notifier_breaker_open{destination="${agreed.url}"}`)).toBe('0');
});

it('sends nothing of a payment that was cancelled before it was told', async () => {
  await notifier.record([settled('cancelled'), cancelled('cancelled'), settled('kept')]);
  await acked('kept');
  expect(await notifier.attemptsOf('cancelled')).toEqual({ state: 'SUPERSEDED', outcomes: [], errors: [] });
  await notifier.record([settled('cancelled'), cancelled('cancelled'), cancelled('kept')]);
  await notifier.record([settled('after')]);
  await acked('after');
  expect(agreed.of('cancelled')).toEqual([]);
  expect(await notifier.attemptsOf('kept')).toMatchObject({ state: 'ACKED' });
});
