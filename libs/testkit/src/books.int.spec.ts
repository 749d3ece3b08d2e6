import { Client } from 'pg';
import { brokenInvariants } from './books';
import { testDatabase, type TestDatabase } from './database';

const tables = `
  create schema payments;
  create table payments.account (id text, balance bigint, currency text);
  create table payments.payment_order (payment_request_id text, state text);
  create table payments.order_event (order_id text, version int, type text);
  create table payments.ledger_transaction (id text, kind text, order_id text);
  create table payments.ledger_entry (transaction_id text, account_id text, currency text, amount bigint);
  create schema auth;
  create table auth.agreement (id text, generation int);
  create table auth.auth_code (hash text, agreement_id text);
  create table auth.token (hash text, agreement_id text);
  insert into auth.agreement values ('agreement', 1);
  insert into auth.auth_code values ('code', 'agreement');
  insert into auth.token values ('access', 'agreement'), ('refresh', 'agreement');
  create schema notifier;
  create table notifier.delivery (subject text, state text);
  insert into payments.account values ('payable', null, 'HKD'), ('wallet', 0, 'HKD');
  insert into payments.payment_order values ('order', 'PAID'), ('waiting', 'WAITING_FOR_OTP');
  insert into payments.order_event values ('order', 1, 'OrderOpened'), ('order', 2, 'OrderPaid');
  insert into payments.ledger_transaction values ('opening', 'OPENING', null), ('pay', 'PAY', 'order');
  insert into payments.ledger_entry values ('opening', 'wallet', 'HKD', 50), ('opening', 'payable', 'HKD', -50);
  insert into payments.ledger_entry values ('pay', 'wallet', 'HKD', -50), ('pay', 'payable', 'HKD', 50);
  insert into notifier.delivery values ('order', 'ACKED');
`;

async function run(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}

describe('the invariants', () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await testDatabase({ name: 'testkit_books', migrate: (url) => run(url, tables) });
  });
  afterEach(() => database.drop());
  const broken = async (sql: string) => {
    await run(database.ownerUrl, sql);
    return (await brokenInvariants(database.ownerUrl)).map((each) => each.split(' ')[0]);
  };

  it('hold in good books', async () => {
    expect(await broken('select 1')).toEqual([]);
  });

  it.each([
    ['money from nowhere', `insert into payments.ledger_entry values ('pay', 'wallet', 'HKD', 1)`, ['I1', 'I2', 'I2']],
    ['currencies mixed', `update payments.ledger_entry set currency = 'JPY' where amount = -50`, ['I1', 'I2']],
    ['a wrong balance', `update payments.account set balance = 1 where id = 'wallet'`, ['I2']],
    ['a second debit', `insert into payments.ledger_transaction values ('again', 'PAY', 'order')`, ['I3']],
    ['a paid order without a debit', `delete from payments.ledger_transaction where id = 'pay'`, ['I3']],
    ['a debit of an unpaid order', `update payments.ledger_transaction set order_id = 'waiting'`, ['I3']],
    ['a balance below zero', `update payments.account set balance = -1 where id = 'wallet'`, ['I2', 'I4']],
    ['paid, then failed', `insert into payments.order_event values ('order', 3, 'OrderFailed')`, ['I5']],
    ['no delivery', `delete from notifier.delivery`, ['I7']],
    ['two codes of one agreement', `insert into auth.auth_code values ('other', 'agreement')`, ['I14']],
    ['a token without its pair', `delete from auth.token where hash = 'refresh'`, ['I14']],
    ['two deliveries', `insert into notifier.delivery values ('waiting', 'DEAD'), ('waiting', 'DEAD')`, ['I7']],
  ])('break at %s', async (_, sql, expected) => {
    expect(await broken(sql)).toEqual(expected);
  });
});
