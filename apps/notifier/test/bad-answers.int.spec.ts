import { gzipSync } from 'node:zlib';
import { resultBody } from '@wallet/alipayplus-client/testing';
import { eventually } from '@wallet/testkit';
import { NotifierApp } from './notifier-app';
import { settled } from './payment-facts';
import { answering, keys, Receiver, signed, type Behaviour } from './receiver';

jest.setTimeout(30_000);

let receiver: Receiver;
let notifier: NotifierApp;
beforeAll(async () => {
  receiver = await new Receiver().start();
  const env = { NOTIFY_TIMEOUT_MS: '1500', NOTIFY_SCHEDULE_SECONDS: '0,0,0,0' };
  notifier = await NotifierApp.start({ url: receiver.url, env });
});
afterAll(async () => {
  await notifier.stop();
  await receiver.stop();
});

/** The right answer, but for this. */
const spoiled =
  (spoil: (headers: Record<string, string>) => Record<string, string>, status = 200): Behaviour =>
  async (response, { url }) => {
    const { headers, body } = await signed(url);
    response.writeHead(status, spoil(headers)).end(body);
  };
const without = (name: string) => spoiled(({ [name]: _, ...headers }) => headers);
const megabytes = Buffer.alloc(10_000_000, 32);
const success = (over: object) => JSON.stringify({ ...(JSON.parse(resultBody('S', 'SUCCESS')) as object), ...over });

const untrusted: [row: number, what: string, behaviour: Behaviour, error: string][] = [
  [127, 'an unsigned answer', without('signature'), 'no signature header'],
  [127, 'a bad signature', answering({ privateKey: keys.ours.privateKey }), 'wrong signature'],
  [127, 'another Client-Id', answering({ clientId: 'SOMEBODY' }), 'another Client-Id'],
  [128, 'HTTP 500', spoiled((headers) => headers, 500), 'HTTP 500'],
  [128, 'HTTP 302', spoiled((headers) => ({ ...headers, location: '/elsewhere' }), 302), 'HTTP 302'],
  [128, 'HTML', (response) => void response.writeHead(200).end('<html>OK</html>'), 'another Client-Id'],
  [128, 'signed HTML', answering({ body: '<html>OK</html>' }), 'JSON'],
  [128, '10 MB', (response) => void response.writeHead(200).end(megabytes), ''],
  [
    128,
    'a gzip bomb',
    async (response, { url }) => {
      const { headers, body } = await signed(url, { body: resultBody('S', 'SUCCESS').padEnd(1_000_000) });
      response.writeHead(200, { ...headers, 'content-encoding': 'gzip' }).end(gzipSync(body));
    },
    'wrong signature',
  ],
  [129, 'nothing until the time-out', () => undefined, 'timed out'],
  [129, 'a reset of the connection', (response) => void response.socket?.resetAndDestroy(), ''],
  [129, 'a late answer', answering({ afterMs: 2_000 }), 'timed out'],
  [130, 'the answer for another payment', answering({ body: success({ paymentRequestId: 'x' }) }), 'another request'],
  [130, 'an answer of an hour ago', answering({ time: new Date(Date.now() - 3_600_000).toISOString() }), 'not now'],
  [128, 'a result that is none', answering({ body: '{"result":{"resultStatus":"S"}}' }), 'resultCode'],
];

it.each(untrusted)('row %d: %s says nothing, and the same text is sent again', async (row, what, behaviour, error) => {
  const subject = `${row} ${what}`;
  receiver.planned.set(subject, [behaviour]);
  await notifier.record([settled(subject)]);
  await eventually(async () => {
    const outcomes = ['UNKNOWN', 'ACKNOWLEDGED'];
    const errors = [expect.stringContaining(error)] as string[];
    expect(await notifier.attemptsOf(subject)).toEqual({ state: 'ACKED', outcomes, errors });
  });
  const taken = receiver.of(subject);
  expect(taken.map(({ url }) => url)).toEqual(Array(2).fill('/aps/api/v1/payments/notifyPayment'));
  expect(new Set(taken.map(({ rawBody }) => rawBody.toString())).size).toBe(1);
});

it('row 130: takes the answers of many that share connections each for its own', async () => {
  receiver.behaviour = (response, received) => {
    const { paymentRequestId } = JSON.parse(received.rawBody.toString()) as { paymentRequestId: string };
    const isRefused = Number(paymentRequestId.split('-')[1]) % 3 === 0;
    const body = isRefused ? resultBody('F', 'ORDER_NOT_EXIST') : resultBody('S', 'SUCCESS');
    return answering({ body, afterMs: Math.random() * 50 })(response, received);
  };
  await notifier.record(Array.from({ length: 99 }, (_, index) => settled(`shared-${index}`)));
  const sql = `select subject, state from notifier.delivery where subject like 'shared-%' and state <> 'RETRYING'`;
  await eventually(async () => expect(await notifier.sql(sql)).toHaveLength(99));
  const rows = await notifier.sql<{ subject: string; state: string }>(sql);
  const expected = ({ subject }: { subject: string }) => (Number(subject.split('-')[1]) % 3 === 0 ? 'DEAD' : 'ACKED');
  expect(rows.filter((row) => row.state !== expected(row))).toEqual([]);
  receiver.behaviour = answering();
});

it.each(['REPEAT_REQ_INCONSISTENT', 'PARAM_ILLEGAL', 'ORDER_NOT_EXIST', 'SOMETHING_NEW'])(
  'row 131: gives up after F %s and raises an alert',
  async (code) => {
    const before = Number(await notifier.metric('notifier_dead_deliveries'));
    receiver.planned.set(code, [answering({ body: resultBody('F', code) })]);
    await notifier.record([settled(code)]);
    await eventually(async () => {
      expect(await notifier.attemptsOf(code)).toEqual({ state: 'DEAD', outcomes: ['REFUSED'], errors: [] });
    });
    const alerts = `select code from notifier.alert join notifier.delivery on id = delivery_id where subject = $1`;
    expect(await notifier.sql(alerts, [code])).toEqual([{ code }]);
    expect(await notifier.metric('notifier_dead_deliveries')).toBe(String(before + 1));
  },
);

it.each(['ACCESS_DENIED', 'KEY_NOT_FOUND', 'INVALID_SIGNATURE'])('goes on hourly after F %s', async (code) => {
  receiver.planned.set(code, [answering({ body: resultBody('F', code) })]);
  await notifier.record([settled(code)]);
  await eventually(async () => {
    expect(await notifier.attemptsOf(code)).toEqual({ state: 'RETRYING', outcomes: ['MISCONFIGURED'], errors: [] });
  });
  const [next] = await notifier.sql<{ minutes: number }>(
    `select extract(epoch from next_attempt_at - now())::float8 / 60 as minutes from notifier.delivery where subject = $1`,
    [code],
  );
  expect(next?.minutes).toBeGreaterThan(47);
  expect(next?.minutes).toBeLessThan(72.1);
});

it('leaves the books sound', async () => {
  const { checks } = (await notifier.operate('books')) as { checks: { status: string }[] };
  expect(checks.filter(({ status }) => status !== 'ok')).toEqual([]);
});
