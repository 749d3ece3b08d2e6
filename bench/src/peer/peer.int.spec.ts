import { generateKeyPairSync, randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { apiPath, formatDateTime, signMessage, signWith, verifyMessage } from '@wallet/alipayplus';
import { AlipayPlusClient } from '@wallet/alipayplus-client';
import { AlipayPlusServer, resultBody, signedAnswer, type Received } from '@wallet/alipayplus-client/testing';
import { systemClock } from '@wallet/kernel';
import {
  evaluationBody,
  eventually,
  testDatabase,
  tokenPaymentBody,
  type JsonObject,
  type TestDatabase,
} from '@wallet/testkit';
import type { FastifyInstance } from 'fastify';
import type { Pool } from 'pg';
import { pino } from 'pino';
import { newPaymentRequestId, saleOf } from '../load/pay-bodies';
import { createTables, peerPool } from './database';
import { Deliveries, notifyPath } from './deliveries';
import { Orders } from './orders';
import { Payments } from './payments';
import { seed, type Bound } from './seed';
import { peerServer } from './server';
import { Tokens } from './tokens';

const uri = apiPath('pay');
const clientId = 'PEER_5YC47N2ZQHJ004124';
const party = { acquirerId: '1022188000000000001', pspId: '1022160000000000000' };
const pair = () => generateKeyPairSync('rsa', { modulusLength: 2048 });
const [alipayplus, wallet] = [pair(), pair()];
const tokenKey = randomBytes(32);
/** Of one payment by `tokenPaymentBody`. */
const price = 12_050n;

let database: TestDatabase;
let pool: Pool;
let server: FastifyInstance;
let customers: Bound[];
const logged: string[] = [];
const alipayplusServer = new AlipayPlusServer();
let deliveries: Deliveries;

beforeAll(async () => {
  database = await testDatabase({ name: 'peer', migrate: () => Promise.resolve() });
  pool = peerPool(database.ownerUrl, 8);
  await createTables(pool);
  customers = await seed(pool, { count: 12, balance: String(5n * price), tokenKey });
  alipayplusServer.answer = acknowledge;
  const client = new AlipayPlusClient(
    {
      publicKey: () => alipayplus.publicKey,
      sign: signWith({ keyVersion: '1', privateKey: wallet.privateKey }),
    },
    { baseUrl: await alipayplusServer.start(), clientId, utcOffset: '+08:00', connections: 4, timeoutMs: 5_000 },
    systemClock,
  );
  deliveries = new Deliveries(pool, client, pino({ level: 'silent' }));
  server = peerServer({
    clientId,
    pspId: party.pspId,
    alipayplusKey: alipayplus.publicKey,
    walletKey: wallet.privateKey,
    payments: new Payments(new Tokens(pool, tokenKey), new Orders(pool), deliveries),
    logger: pino({}, { write: (line: string) => void logged.push(line) }),
  });
});

afterAll(async () => {
  await server.close();
  await deliveries.stop();
  await alipayplusServer.stop();
  await pool.end();
  await database.drop();
});

async function acknowledge(_: Received, response: ServerResponse): Promise<void> {
  const body = resultBody('S', 'SUCCESS');
  const answer = await signedAnswer(notifyPath, {
    clientId,
    keyVersion: '1',
    privateKey: alipayplus.privateKey,
    body,
  });
  response.writeHead(200, answer.headers).end(answer.body);
}

const noticesOf = (id: string): Received[] =>
  alipayplusServer.received.filter(
    ({ rawBody }) => (JSON.parse(String(rawBody)) as JsonObject)['paymentRequestId'] === id,
  );

const next = (): Bound => {
  const customer = customers.pop();
  if (!customer) throw new Error('no customer is left');
  return customer;
};

interface Call {
  readonly body: JsonObject;
  readonly at?: Date;
  readonly privateKey?: typeof alipayplus.privateKey;
  /** Sent in place of what was signed. */
  readonly sent?: JsonObject;
}

/** A signed call; the answer's signature is verified. */
async function call({ body, at = new Date(), privateKey = alipayplus.privateKey, sent = body }: Call) {
  const time = formatDateTime(at, '+08:00');
  const message = { method: 'POST', uri, clientId, time, rawBody: Buffer.from(JSON.stringify(body)) };
  const signature = await signMessage(message, { keyVersion: '1', privateKey });
  const { statusCode, headers, rawPayload } = await server.inject({
    method: 'POST',
    url: uri,
    headers: {
      'content-type': 'application/json; charset=UTF-8',
      'client-id': clientId,
      'request-time': time,
      signature,
    },
    payload: Buffer.from(JSON.stringify(sent)),
  });
  expect(statusCode).toBe(200);
  const answered = { ...message, time: String(headers['response-time']), rawBody: rawPayload };
  expect(verifyMessage(answered, String(headers.signature), () => wallet.publicKey)).toEqual({ ok: true });
  return JSON.parse(rawPayload.toString()) as JsonObject & { result: { resultStatus: string; resultCode: string } };
}

async function pay(accessToken: string, id = newPaymentRequestId()): Promise<string> {
  const { result } = await call({ body: tokenPaymentBody(saleOf(party, id), accessToken) });
  return `${result.resultStatus} ${result.resultCode}`;
}

const rows = async (sql: string, values: unknown[]): Promise<JsonObject[]> =>
  (await pool.query<JsonObject>(sql, values)).rows;

const balanceOf = async ({ customerId }: Bound): Promise<bigint> => {
  const [account] = await rows('select balance from account where customer_id = $1', [customerId]);
  return BigInt(String(account?.['balance']));
};

const paidCount = async ({ customerId }: Bound): Promise<number> =>
  (await rows(`select 1 from payment_order where customer_id = $1 and state = 'PAID'`, [customerId])).length;

describe('the peer', () => {
  it('pays once, and records all of it in one transaction', async () => {
    const customer = next();
    const id = newPaymentRequestId();
    const answer = await call({ body: tokenPaymentBody(saleOf(party, id), customer.accessToken) });
    expect(answer).toEqual({
      result: { resultCode: 'SUCCESS', resultStatus: 'S', resultMessage: 'success.' },
      customerId: customer.customerId,
      paymentId: expect.stringMatching(/^\d{34}$/) as unknown,
      paymentTime: expect.stringMatching(/\+08:00$/) as unknown,
    });
    expect(await balanceOf(customer)).toBe(4n * price);
    const entries = await rows(
      `select e.account_id, e.amount from ledger_entry e join ledger_transaction t on t.id = e.transaction_id
       where t.order_id = $1 order by e.seq`,
      [id],
    );
    expect(entries).toEqual([
      { account_id: `wallet:${customer.customerId}:HKD`, amount: String(-price) },
      { account_id: 'settlement-payable:HKD', amount: String(price) },
    ]);
    expect(await rows('select type, version from order_event where order_id = $1', [id])).toEqual([
      { type: 'OrderPaid', version: 1 },
    ]);
    const usage = `select amount, count from day_usage where account_id = $1`;
    expect(await rows(usage, [`wallet:${customer.customerId}:HKD`])).toEqual([{ amount: String(price), count: 1 }]);
  });

  it('tells Alipay+ of a payment, signed, until it is acknowledged, and records each attempt', async () => {
    const id = newPaymentRequestId();
    alipayplusServer.answer = (_, response) => void response.writeHead(500).end();
    const customer = next();
    const answer = await call({ body: tokenPaymentBody(saleOf(party, id), customer.accessToken) });
    const attempts = () =>
      rows(
        `select d.state, a.number, a.outcome, a.http_status, a.result_code from delivery d
         join attempt a on a.delivery_id = d.id where d.subject = $1 order by a.number`,
        [id],
      );
    const failed = { number: 1, outcome: 'UNKNOWN', http_status: 500, result_code: null };
    await eventually(async () => expect(await attempts()).toEqual([{ state: 'RETRYING', ...failed }]));
    alipayplusServer.answer = acknowledge;
    await rows('update delivery set next_attempt_at = now() where subject = $1', [id]);
    const acknowledged = { number: 2, outcome: 'ACKNOWLEDGED', http_status: 200, result_code: 'SUCCESS' };
    await eventually(async () =>
      expect(await attempts()).toEqual([
        { state: 'ACKED', ...failed },
        { state: 'ACKED', ...acknowledged },
      ]),
    );
    const notices = noticesOf(id);
    expect(notices).toHaveLength(2);
    for (const { method, url, headers, rawBody } of notices) {
      expect(JSON.parse(String(rawBody))).toMatchObject({
        paymentRequestId: id,
        paymentId: answer['paymentId'],
        customerId: customer.customerId,
        paymentResult: { resultStatus: 'S', resultCode: 'SUCCESS' },
      });
      const message = { method: 'POST', uri: url, clientId, time: String(headers['request-time']), rawBody };
      expect([method, url]).toEqual(['POST', notifyPath]);
      expect(verifyMessage(message, String(headers.signature), () => wallet.publicKey)).toEqual({ ok: true });
    }
  });

  it('answers a repeat as before, also when the token is dead meanwhile, and debits once', async () => {
    const customer = next();
    const body = tokenPaymentBody(saleOf(party), customer.accessToken);
    const answer = await call({ body });
    expect(await call({ body })).toEqual(answer);
    await pool.query('update agreement set revoked_at = now() where customer_id = $1', [customer.customerId]);
    expect(await call({ body })).toEqual(answer);
    expect(await balanceOf(customer)).toBe(4n * price);
  });

  it('debits once when the same payment comes at once many times', async () => {
    const customer = next();
    const body = tokenPaymentBody(saleOf(party), customer.accessToken);
    const answers = await Promise.all(Array.from({ length: 20 }, () => call({ body })));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]?.result.resultStatus).toBe('S');
    expect(await balanceOf(customer)).toBe(4n * price);
  });

  it('refuses a repeat with another amount or payer', async () => {
    const [customer, other] = [next(), next()];
    const body = tokenPaymentBody(saleOf(party), customer.accessToken);
    await call({ body });
    const amount = { currency: 'HKD', value: '1' };
    for (const changed of [
      { ...body, paymentAmount: amount, payToAmount: amount },
      { ...body, paymentMethod: { paymentMethodType: 'ALIPAY_HK', paymentMethodId: other.accessToken } },
    ])
      expect((await call({ body: changed })).result).toMatchObject({
        resultStatus: 'F',
        resultCode: 'REPEAT_REQ_INCONSISTENT',
      });
    expect([await balanceOf(customer), await balanceOf(other)]).toEqual([4n * price, 5n * price]);
  });

  it('refuses what Alipay+ has not signed', async () => {
    const customer = next();
    const body = tokenPaymentBody(saleOf(party), customer.accessToken);
    for (const forged of [
      { body, privateKey: pair().privateKey },
      { body, sent: { ...body, extra: '1' } },
    ])
      expect((await call(forged)).result).toMatchObject({ resultStatus: 'F', resultCode: 'INVALID_SIGNATURE' });
    expect(await balanceOf(customer)).toBe(5n * price);
  });

  it('takes live access tokens with the scope only', async () => {
    const customer = next();
    const { accessToken, refreshToken, customerId } = customer;
    expect(await pay(`28100003${'0'.repeat(32)}`)).toBe('F INVALID_TOKEN');
    expect(await pay(refreshToken)).toBe('F INVALID_TOKEN');
    await pool.query(`update agreement set scopes = '{SEND_OTP}' where customer_id = $1`, [customerId]);
    expect(await pay(accessToken)).toBe('F INVALID_TOKEN');
    await pool.query(`update agreement set scopes = '{AGREEMENT_PAY,SEND_OTP}' where customer_id = $1`, [customerId]);
    expect(await pay(accessToken)).toBe('S SUCCESS');
    const ofCustomer = '(select id from agreement where customer_id = $1)';
    await pool.query(`update token set expires_at = now() where agreement_id = ${ofCustomer}`, [customerId]);
    expect(await pay(accessToken)).toBe('F EXPIRED_ACCESS_TOKEN');
    await pool.query(`update token set revoked_at = now() where agreement_id = ${ofCustomer}`, [customerId]);
    expect(await pay(accessToken)).toBe('F INVALID_TOKEN');
  });

  it('never takes more than there is, and keeps its refusal', async () => {
    const customer = next();
    const ids = Array.from({ length: 12 }, newPaymentRequestId);
    const results = await Promise.all(ids.map((id) => pay(customer.accessToken, id)));
    expect(results.filter((result) => result === 'S SUCCESS')).toHaveLength(5);
    expect(results.filter((result) => result === 'F USER_BALANCE_NOT_ENOUGH')).toHaveLength(7);
    expect(await balanceOf(customer)).toBe(0n);
    await pool.query('update account set balance = 1000000 where customer_id = $1', [customer.customerId]);
    expect(await Promise.all(ids.map((id) => pay(customer.accessToken, id)))).toEqual(results);
    expect(await paidCount(customer)).toBe(5);
  });

  it('takes nothing from a frozen account', async () => {
    const customer = next();
    await pool.query(`update account set status = 'FROZEN' where customer_id = $1`, [customer.customerId]);
    expect(await pay(customer.accessToken)).toBe('F USER_STATUS_ABNORMAL');
    expect(await balanceOf(customer)).toBe(5n * price);
  });

  it('pays nothing for a call from another time, but answers it what is stored', async () => {
    const customer = next();
    const body = tokenPaymentBody(saleOf(party), customer.accessToken);
    const at = new Date(Date.now() - 600_000);
    expect((await call({ body, at })).result).toMatchObject({ resultStatus: 'U' });
    const answer = await call({ body });
    expect(await call({ body, at })).toEqual(answer);
    expect(await balanceOf(customer)).toBe(4n * price);
  });

  it('does agreement payments and nothing else', async () => {
    const answer = await call({ body: evaluationBody(saleOf(party), '852-52345678') });
    expect(answer.result).toMatchObject({ resultStatus: 'F', resultCode: 'BUSINESS_NOT_SUPPORT' });
  });

  it('writes one line for each call, without tokens', async () => {
    const customer = next();
    logged.length = 0;
    await pay(customer.accessToken);
    await pay(customer.refreshToken);
    expect(logged.map((line) => (JSON.parse(line) as JsonObject)['resultCode'])).toEqual(['SUCCESS', 'INVALID_TOKEN']);
    expect(logged.join()).not.toMatch(new RegExp(`${customer.accessToken}|${customer.refreshToken}`));
  });

  it('leaves balanced books, and an event and a delivery for each order', async () => {
    expect(await rows('select transaction_id from ledger_entry group by 1 having sum(amount) <> 0', [])).toEqual([]);
    const [counts] = await rows(
      `select (select count(*) from payment_order)::int as orders, (select count(*) from order_event)::int as events,
         (select count(*) from delivery)::int as deliveries`,
      [],
    );
    expect(counts?.['orders']).toBeGreaterThan(10);
    expect(counts).toEqual({ orders: counts?.['orders'], events: counts?.['orders'], deliveries: counts?.['orders'] });
  });
});
