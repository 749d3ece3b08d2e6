import { schemaDrift } from '@wallet/postgres';
import type { DataSource } from 'typeorm';
import {
  accepted,
  cancellation,
  hkd,
  order,
  paymentsFixture,
  refund,
  tokenPay,
  type PaymentsFixture,
} from '../../../test/payments-fixture';
import { confirmation, scanned, scansOf } from '../../../test/scan-fixture';
import { paymentsDataSource } from './database';

const uuid = '00000000-0000-4000-8000-000000000001';

describe('the schema of payments', () => {
  let payments: PaymentsFixture;
  let owner: DataSource;

  beforeAll(async () => {
    payments = await paymentsFixture();
    owner = await paymentsDataSource(payments.database.ownerUrl).initialize();
    await payments.register('c-1', hkd('1000'));
    await payments.open.execute([order('p-1', 'c-1')]);
    await payments.settle.execute([accepted('p-1', 'c-1')]);
    await payments.payByToken.execute([tokenPay('p-2', 'c-1'), tokenPay('p-3', 'c-1')]);
    await payments.cancel.execute([cancellation('p-3'), cancellation('p-4')]);
    await payments.refund.execute([refund('p-1', 'r-1')]);
    const scans = scansOf(payments);
    const bySdk = scanned('by SDK', 'c-1', { scan: { action: 'HANDLE_BY_SDK' } });
    await scans.record.execute([scanned('confirmed', 'c-1'), scanned('scanned', 'c-1'), bySdk]);
    await scans.confirm.execute([confirmation('confirmed', 'c-1')]);
  });
  afterAll(async () => {
    await owner.destroy();
    await payments.stop();
  });

  it('is what the entities say', async () => {
    expect(await schemaDrift(owner)).toEqual([]);
  });

  const changes = [
    ['ledger_entry', 'update payments.ledger_entry set amount = amount'],
    ['ledger_transaction', 'update payments.ledger_transaction set kind = kind'],
    ['order_event', 'update payments.order_event set type = type'],
    ['refund', 'update payments.refund set state = state'],
    ...['ledger_entry', 'ledger_transaction', 'order_event', 'refund'].flatMap((table) => [
      [table, `delete from payments.${table}`],
      [table, `truncate payments.${table} cascade`],
    ]),
  ];

  it.each(changes)('refuses to the role, on %s: %s', async (_table, sql) => {
    await expect(payments.sql(sql)).rejects.toThrow('permission denied');
  });

  it.each(changes)('refuses even to the owner, on %s: %s', async (_table, sql) => {
    await expect(owner.query(sql)).rejects.toThrow('is append only');
  });

  it('refuses entries that do not sum to zero in each currency', async () => {
    const insert = (entries: string): Promise<unknown> =>
      owner.query(
        `with t as (insert into payments.ledger_transaction (id, kind, posted_at) values ('${uuid}', 'OPENING', now()))
         insert into payments.ledger_entry (transaction_id, seq, account_id, currency, amount) values ${entries}`,
      );
    await expect(insert(`('${uuid}', 0, 'wallet:c-1:HKD', 'HKD', 5)`)).rejects.toThrow('unbalanced');
    await expect(
      insert(`('${uuid}', 0, 'wallet:c-1:HKD', 'HKD', 5), ('${uuid}', 1, 'wallet:c-1:HKD', 'CNY', -5)`),
    ).rejects.toThrow('unbalanced');
    await expect(insert(`('${uuid}', 0, 'wallet:c-1:HKD', 'HKD', 0)`)).rejects.toThrow('ledger_entry_amount');
  });

  it('refuses a second payment of an order, a negative balance and other terms', async () => {
    await expect(
      payments.sql(
        `insert into payments.ledger_transaction (id, kind, order_id, posted_at) values ($1, 'PAY', 'p-1', now())`,
        [uuid],
      ),
    ).rejects.toThrow('ledger_transaction_one_payment');
    await expect(payments.sql(`update payments.account set balance = -1 where kind = 'WALLET'`)).rejects.toThrow(
      'account_balance',
    );
    await expect(payments.sql('update payments.payment_order set payment_amount = 1')).rejects.toThrow(
      'permission denied',
    );
  });

  it.each([
    ['more than was paid', 'refunded_amount = 101', 'p-1', 'payment_order_refunded'],
    ['more than was settled', 'refunded_from_amount = 91', 'p-1', 'payment_order_refunded'],
    ['less than nothing', 'refunded_amount = -1', 'p-1', 'payment_order_refunded'],
    ['a part of what nobody paid', 'refunded_amount = 0, refunded_from_amount = 1', 'p-4', 'payment_order_refunded'],
  ])('refuses to refund %s', async (_what, change, id, constraint) => {
    const sql = `update payments.payment_order set ${change} where payment_request_id = $1`;
    await expect(payments.sql(sql, [id])).rejects.toThrow(constraint);
  });

  it.each(['0, 0', '-1, 1', '1, -1'])('refuses a refund that succeeded of %s', async (amounts) => {
    const sql = `insert into payments.refund (refund_request_id, payment_request_id, payment_id, state, refund_id,
        refund_amount, refund_from_amount, refund_currency, refund_from_currency, trace_id, created_at)
      select 'r-0', payment_request_id, payment_id, state, 'r-0', ${amounts}, refund_currency, refund_from_currency,
        trace_id, created_at from payments.refund where refund_request_id = 'r-1'`;
    await expect(payments.sql(sql)).rejects.toThrow('refund_state');
  });

  it.each([
    ['without a time', `cancelled_at = null where payment_request_id = 'p-3'`, 'payment_order_cancelled'],
    ['that is paid', `cancelled_at = now() where payment_request_id = 'p-1'`, 'payment_order_cancelled'],
    ['with half of a payment', `paid_at = null where payment_request_id = 'p-3'`, 'payment_order_paid'],
  ])('refuses a cancelled order %s', async (_what, change, constraint) => {
    await expect(owner.query(`update payments.payment_order set ${change}`)).rejects.toThrow(constraint);
  });

  it.each([
    ['reversal of an order', `'REVERSAL', 'p-3', null, null`, 'ledger_transaction_one_reversal'],
    ['reversal of nothing', `'REVERSAL', null, null, null`, 'ledger_transaction_kind'],
    ['refund without its record', `'REFUND', 'p-1', 'r-2', null`, 'ledger_transaction_refund_fk'],
    ['refund of no payment', `'REFUND', null, 'r-1', null`, 'ledger_transaction_kind'],
    ['cash-in without a reference', `'CASH_IN', null, null, null`, 'ledger_transaction_kind'],
    ['payment by another kind', `'GIFT', 'p-1', null, null`, 'ledger_transaction_kind'],
  ])('refuses a second or an unfounded %s', async (_what, values, constraint) => {
    const columns = 'id, kind, order_id, refund_request_id, reference, posted_at';
    const sql = `insert into payments.ledger_transaction (${columns}) values ('${uuid}', ${values}, now())`;
    await expect(payments.sql(sql)).rejects.toThrow(constraint);
  });

  it.each([
    ['both an OTP and an agreement', `verify_request_id = 'v' where payment_request_id = 'p-2'`, 'payment_order_kind'],
    ['an agreement for Easy Pay', `agreement_id = '${uuid}' where payment_request_id = 'p-1'`, 'payment_order_kind'],
    ['no agreement', `agreement_id = null where payment_request_id = 'p-2'`, 'payment_order_paid'],
    ['no OTP', `verify_request_id = null where payment_request_id = 'p-1'`, 'payment_order_paid'],
  ])('refuses an order that is paid by %s', async (_what, change, constraint) => {
    await expect(owner.query(`update payments.payment_order set ${change}`)).rejects.toThrow(constraint);
  });

  it.each([
    ['with an OTP', `verify_request_id = 'v' where payment_request_id = 'confirmed'`, 'payment_order_kind'],
    ['that waits for its OTP', `state = 'WAITING_FOR_OTP' where payment_request_id = 'scanned'`, 'payment_order_kind'],
    ['that is paid at no time', `paid_at = null where payment_request_id = 'confirmed'`, 'payment_order_paid'],
    [
      'that waits and is paid',
      `paid_at = now(), payment_id = 'p' where payment_request_id = 'scanned'`,
      'payment_order_paid',
    ],
    ['that nobody pays', `customer_id = null where payment_request_id = 'scanned'`, 'payment_order_payer'],
    ["without the merchant's price", `cashier = null where payment_request_id = 'scanned'`, 'payment_order_terms'],
    ['of nobody', `customer_id = null where payment_request_id = 'by SDK'`, 'payment_order_kind'],
    ['that the SDK has paid', `state = 'PAID' where payment_request_id = 'by SDK'`, 'payment_order_kind'],
    ['of another kind', `kind = 'GIFT' where payment_request_id = 'scanned'`, 'payment_order_kind'],
    ['of Easy Pay', `kind = 'EASY_PAY' where payment_request_id = 'scanned'`, 'payment_order_kind'],
  ])('refuses a scanned order %s', async (_what, change, constraint) => {
    await expect(owner.query(`update payments.payment_order set ${change}`)).rejects.toThrow(constraint);
  });

  it.each(['agreement_usage', 'day_usage'])('lets the role add to the %s and forget it, not move it', async (table) => {
    await expect(payments.sql(`update payments.${table} set day = day`)).rejects.toThrow('permission denied');
    await payments.sql(`delete from payments.${table} where day < '2000-01-01'`);
  });
});
