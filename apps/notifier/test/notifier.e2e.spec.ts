import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { verifyMessage } from '@wallet/alipayplus';
import { paymentFacts } from '@wallet/contracts';
import { MessageBus } from '@wallet/messaging';
import { query } from '@wallet/postgres';
import { createLogger } from '@wallet/service';
import {
  eventually,
  fakeMessage,
  FaultProxy,
  testDatabase,
  testKafkaBrokers,
  type TestDatabase,
} from '@wallet/testkit';
import { migrate, notifierDataSource } from '../src/adapters/postgres/database';
import { AlipayPlusServer, resultBody, signedAnswer, type Received } from './alipayplus-server';
import { newKeys, pemOf } from './key-files';
import { NotifierProcess } from './notifier-process';
import { failed, settled } from './payment-facts';

jest.setTimeout(60_000);

const clientId = 'SANDBOX_5X00000000000001';
const [ours, theirs] = [newKeys(), newKeys()];
const server = new AlipayPlusServer();
const topicPrefix = `notifier-${process.pid}-${Date.now()}.`;
const kafka = { brokers: testKafkaBrokers(), topicPrefix, partitions: 1 };
const bus = new MessageBus({ ...kafka, clientId: 'payments', logger: createLogger('spec', 'silent') });
let database: TestDatabase;
let source: ReturnType<typeof notifierDataSource>;
let proxy: FaultProxy;
let env: Record<string, string>;
let notifier: NotifierProcess;

beforeAll(async () => {
  database = await testDatabase({ name: 'notifier', migrate });
  source = await notifierDataSource(database.ownerUrl).initialize();
  const { hostname: host, port } = new URL(database.ownerUrl);
  proxy = await FaultProxy.start({ host, port: Number(port) });
  const keysDir = await mkdtemp(join(tmpdir(), 'notifier-keys-'));
  await writeFile(join(keysDir, 'wallet-private.pem'), pemOf(ours.privateKey));
  await writeFile(join(keysDir, 'alipayplus-public.pem'), pemOf(theirs.publicKey));
  env = {
    KAFKA_BROKERS: kafka.brokers.join(),
    KAFKA_TOPIC_PREFIX: topicPrefix,
    KAFKA_PARTITIONS: '1',
    DATABASE_URL: proxy.through(database.urlFor('wallet_notifier')),
    ALIPAYPLUS_BASE_URL: await server.start(),
    CLIENT_ID: clientId,
    KEYS_DIR: keysDir,
    NOTIFY_TIMEOUT_MS: '1000',
    NOTIFY_SCHEDULE_SECONDS: '0,1,1,1',
  };
  await bus.start();
  notifier = await NotifierProcess.start(env);
});

afterAll(async () => {
  await notifier.end('SIGTERM');
  await bus.stop();
  await server.stop();
  await proxy.close();
  await source.destroy();
  await database.drop();
  await rm(env['KEYS_DIR'] ?? '', { recursive: true });
});

type Behaviour = 'S' | 'U' | 'F' | 500 | { afterMs: number };
/** What the server does with the attempts for each payment, in order; then it acknowledges. */
const behaviours = new Map<string, Behaviour[]>();

server.answer = async (received, response) => {
  const behaviour = behaviours.get(subjectOf(received))?.shift() ?? 'S';
  if (behaviour === 500) return void response.writeHead(500).end();
  if (typeof behaviour === 'object') await pause(behaviour.afterMs);
  const status = typeof behaviour === 'object' ? 'S' : behaviour;
  const body = resultBody(status, { S: 'SUCCESS', U: 'UNKNOWN_EXCEPTION', F: 'ORDER_NOT_EXIST' }[status]);
  const { headers } = await signedAnswer(received.url, {
    clientId,
    keyVersion: '1',
    privateKey: theirs.privateKey,
    body,
  });
  response.writeHead(200, headers).end(body);
};

const subjectOf = ({ rawBody }: Received) =>
  (JSON.parse(rawBody.toString()) as { paymentRequestId: string }).paymentRequestId;
const receivedOf = (subject: string) => server.received.filter((received) => subjectOf(received) === subject);
const publish = (fact: ReturnType<typeof settled | typeof failed>) =>
  bus.forward(fakeMessage(paymentFacts, fact), paymentFacts, fact);

const stateOf = (subject: string) =>
  query<{ state: string; attempts: number; unfinished: number }>(
    source,
    `select state, attempts,
            (select count(*)::int from notifier.attempt where delivery_id = id and finished_at is null) as unfinished
       from notifier.delivery where subject = $1`,
    [subject],
  );
const becomes = (
  subject: string,
  expected: { state: string; attempts: number; unfinished: number },
  timeoutMs = 10_000,
) => eventually(async () => expect(await stateOf(subject)).toEqual([expected]), { timeoutMs });

function isSigned({ method, url: uri, headers, rawBody }: Received): boolean {
  const message = { method, uri, clientId, time: String(headers['request-time']), rawBody };
  return (
    headers['client-id'] === clientId && verifyMessage(message, String(headers['signature']), () => ours.publicKey).ok
  );
}

it('tells Alipay+ of a payment at once, and once, however often the fact comes', async () => {
  for (let time = 0; time < 3; time += 1) await publish(settled('paid-1'));
  await becomes('paid-1', { state: 'ACKED', attempts: 1, unfinished: 0 });
  await publish(settled('paid-1'));
  await publish(failed('closed-1'));
  await becomes('closed-1', { state: 'ACKED', attempts: 1, unfinished: 0 });
  expect(receivedOf('paid-1')).toHaveLength(1);
  expect(receivedOf('paid-1').every(isSigned)).toBe(true);
  expect(await notifier.metric('notifier_deliveries_due')).toBe('0');
});

it('repeats the same text, freshly signed, until it is acknowledged', async () => {
  behaviours.set('stubborn', ['U', 500]);
  await publish(settled('stubborn'));
  await becomes('stubborn', { state: 'ACKED', attempts: 3, unfinished: 0 });
  const received = receivedOf('stubborn');
  expect(received).toHaveLength(3);
  expect(received.every(isSigned)).toBe(true);
  expect(new Set(received.map(({ rawBody }) => rawBody.toString())).size).toBe(1);
  expect(new Set(received.map(({ headers }) => headers['request-time'])).size).toBe(3);
});

it('gives up and raises the alarm when Alipay+ refuses, or does not take it to the last attempt', async () => {
  behaviours.set('refused', ['F']).set('never', ['U', 'U', 'U', 'U']);
  await publish(settled('refused'));
  await publish(failed('never'));
  await becomes('refused', { state: 'DEAD', attempts: 1, unfinished: 0 });
  await becomes('never', { state: 'DEAD', attempts: 4, unfinished: 0 });
  expect(await notifier.metric('notifier_dead_total')).toBe('2');
});

it('keeps facts that come while Postgres is away, and sends them when it is back', async () => {
  proxy.refuse();
  await publish(settled('outage'));
  await pause(3_000);
  expect(receivedOf('outage')).toEqual([]);
  proxy.pass();
  await becomes('outage', { state: 'ACKED', attempts: 1, unfinished: 0 }, 20_000);
});

it('records an attempt under way before it stops', async () => {
  behaviours.set('slow', [{ afterMs: 800 }]);
  await publish(settled('slow'));
  await eventually(() => expect(receivedOf('slow')).toHaveLength(1));
  expect(await notifier.end('SIGTERM')).toBe(0);
  expect(await stateOf('slow')).toEqual([{ state: 'ACKED', attempts: 1, unfinished: 0 }]);
});

it('N1: sends again when it was killed between the answer and its record', async () => {
  notifier = await NotifierProcess.start({ ...env, FAILPOINT: 'notifier.attempt.sent:hit=1:kill' });
  await publish(settled('killed'));
  expect(await notifier.end()).toBe('SIGKILL');
  expect(await stateOf('killed')).toEqual([{ state: 'RETRYING', attempts: 1, unfinished: 1 }]);
  notifier = await NotifierProcess.start(env);
  await becomes('killed', { state: 'ACKED', attempts: 2, unfinished: 1 }, 20_000);
  expect(receivedOf('killed').map(({ rawBody }) => rawBody.toString())).toEqual(
    Array.from({ length: 2 }, () => receivedOf('killed')[0]?.rawBody.toString()),
  );
});
