import { inTransaction, query } from '@wallet/postgres';
import { approvalRules } from '../../../../test/booked-payments';
import { hkd, paymentsFixture, statusChanged, type PaymentsFixture } from '../../../../test/payments-fixture';
import { brokenBooks } from '../../../../test/reversals';
import { CreditCustomer } from '../../../application/operators/credit-customer';
import { Posting } from '../../../domain/ledger/posting';
import { PostgresCashIns } from './postgres-cash-ins';
import { lockAccount, post } from './cash-in-statements';

const asks = { operator: 'a.lee', reason: 'cash at desk 3' };
const second = { operator: 'b.ng', reason: 'counted it' };
const at = new Date('2026-01-02T00:00:00Z');
const later = (ms: number) => new Date(at.getTime() + ms);
const dayMs = 86_400_000;

describe('credits above the ceiling, HKD 1000', () => {
  let payments: PaymentsFixture;
  let cashIns: PostgresCashIns;
  beforeAll(async () => {
    payments = await paymentsFixture();
    cashIns = new PostgresCashIns(payments.dataSource, approvalRules);
  });
  afterAll(() => payments.stop());

  let last = 0;
  async function someone(): Promise<string> {
    const customerId = `approval-${++last}`;
    await payments.register(customerId, hkd('0'));
    return customerId;
  }
  const credit = (customerId: string, reference: string, amount: string, now = at) =>
    new CreditCustomer(cashIns, { now: () => now }).execute({ customerId, reference, amount: hkd(amount) }, asks);
  async function waiting(customerId: string, reference: string, amount = '1001'): Promise<string> {
    const result = await credit(customerId, reference, amount);
    if (result.outcome !== 'waiting') throw new Error(`it is ${result.outcome}`);
    return result.approval.approvalId;
  }
  const balanceOf = async (customerId: string) =>
    (await payments.sql('select balance from payments.account where customer_id = $1', [customerId]))[0];
  const actions = (customerId: string) =>
    payments.sql<{ action: string }>(
      `select action, operator, details->>'approvalId' as id from payments.operator_action
        where customer_id = $1 order by id`,
      [customerId],
    );

  it('wait, once for each reference, and move nothing', async () => {
    const customerId = await someone();
    const results = await Promise.all(Array.from({ length: 10 }, () => credit(customerId, 'once', '1001')));
    const ids = new Set(results.map((result) => result.outcome === 'waiting' && result.approval.approvalId));
    expect([ids.size, ids.has(false)]).toEqual([1, false]);
    expect(await balanceOf(customerId)).toEqual({ balance: '0' });
    expect(await actions(customerId)).toEqual([{ action: 'REQUEST', operator: 'a.lee', id: [...ids][0] }]);
    const other = { outcome: 'refused', refusal: 'inconsistent' };
    expect(await credit(customerId, 'once', '1002')).toEqual(other);
    expect(await credit(await someone(), 'once', '1001')).toEqual(other);
  });

  it('are posted once when a second operator approves, in the name of both', async () => {
    const customerId = await someone();
    const id = await waiting(customerId, 'approved');
    const approve = (note = second) => cashIns.decide(id, 'approve', note, later(1));
    const results = await Promise.all(Array.from({ length: 8 }, () => approve()));
    expect(results.filter((result) => result?.outcome === 'done' && !result.repeated)).toHaveLength(1);
    for (const result of results) expect(result).toMatchObject({ outcome: 'done', approval: { state: 'APPROVED' } });
    expect(await balanceOf(customerId)).toEqual({ balance: '1001' });
    expect(await actions(customerId)).toEqual([
      { action: 'REQUEST', operator: 'a.lee', id },
      { action: 'CREDIT', operator: 'a.lee', id },
      { action: 'APPROVE', operator: 'b.ng', id },
    ]);
    expect(await credit(customerId, 'approved', '1001')).toMatchObject({ outcome: 'credited', repeated: true });
    expect(await cashIns.decide(id, 'refuse', second, later(2))).toEqual({ outcome: 'refused', refusal: 'approved' });
  });

  it.each(['a.lee', ' A.LEE '])('are not decided by who asked, as %j, nor by the table', async (operator) => {
    const customerId = await someone();
    const id = await waiting(customerId, `own-${operator}`);
    for (const verdict of ['approve', 'refuse'] as const) {
      const refused = { outcome: 'refused', refusal: 'same-operator' };
      expect(await cashIns.decide(id, verdict, { operator, reason: 'x' }, later(1))).toEqual(refused);
    }
    expect(await cashIns.get(id, later(1))).toMatchObject({ state: 'WAITING' });
    expect(await balanceOf(customerId)).toEqual({ balance: '0' });
    const sql = `update payments.approval set state = 'APPROVED', decided_by = $2, decision_reason = 'x', decided_at = $3
                  where id = $1`;
    await expect(query(payments.dataSource, sql, [id, operator, at])).rejects.toThrow('approval_four_eyes');
  });

  it('end one way when they are approved and refused at once', async () => {
    for (let turn = 0; turn < 8; turn += 1) {
      const customerId = await someone();
      const id = await waiting(customerId, `race-${turn}`);
      const results = await Promise.all([
        cashIns.decide(id, 'approve', second, later(1)),
        cashIns.decide(id, 'refuse', { ...second, operator: 'c.ho' }, later(1)),
      ]);
      expect(results.map((result) => result?.outcome).sort()).toEqual(['done', 'refused']);
      const approved = (await cashIns.get(id, later(1)))?.state === 'APPROVED';
      expect(await balanceOf(customerId)).toEqual({ balance: approved ? '1001' : '0' });
    }
  });

  it('stay refused', async () => {
    const customerId = await someone();
    const id = await waiting(customerId, 'refused');
    expect(await cashIns.decide(id, 'refuse', second, later(1))).toMatchObject({ repeated: false });
    expect(await cashIns.decide(id, 'refuse', second, later(1))).toMatchObject({ repeated: true });
    expect(await cashIns.decide(id, 'approve', second, later(1))).toEqual({ outcome: 'refused', refusal: 'refused' });
    expect(await credit(customerId, 'refused', '1001')).toEqual({ outcome: 'refused', refusal: 'approval-refused' });
    expect((await actions(customerId)).map(({ action }) => action)).toEqual(['REQUEST', 'REFUSE']);
  });

  it('expire, and stay so', async () => {
    const customerId = await someone();
    const id = await waiting(customerId, 'late');
    const [end, before] = [later(approvalRules.lifeMs), later(approvalRules.lifeMs - 1)];
    expect([(await cashIns.get(id, before))?.state, (await cashIns.get(id, end))?.state]).toEqual([
      'WAITING',
      'EXPIRED',
    ]);
    for (const verdict of ['approve', 'refuse'] as const) {
      expect(await cashIns.decide(id, verdict, second, end)).toEqual({ outcome: 'refused', refusal: 'expired' });
    }
    expect(await credit(customerId, 'late', '1001', end)).toEqual({ outcome: 'refused', refusal: 'approval-expired' });
    expect(await balanceOf(customerId)).toEqual({ balance: '0' });
  });

  it('are not made of small ones on one day, also when these come at once', async () => {
    const customerId = await someone();
    const parts = await Promise.all([1, 2, 3, 4].map((part) => credit(customerId, `part-${part}`, '400')));
    expect(parts.map(({ outcome }) => outcome).sort()).toEqual(['credited', 'credited', 'waiting', 'waiting']);
    expect(await credit(customerId, 'rest', '200')).toMatchObject({ outcome: 'credited' });
    expect(await credit(customerId, 'more', '1')).toMatchObject({ outcome: 'waiting' });
    expect(await credit(customerId, 'next day', '1000', later(dayMs))).toMatchObject({ outcome: 'credited' });
  });

  it('do not count when they were approved', async () => {
    const customerId = await someone();
    await cashIns.decide(await waiting(customerId, 'big', '5000'), 'approve', second, later(1));
    expect(await credit(customerId, 'small', '1000', later(2))).toMatchObject({ outcome: 'credited' });
  });

  it('go on waiting when the customer was closed meanwhile', async () => {
    const customerId = await someone();
    const id = await waiting(customerId, 'closed');
    await payments.applyFacts.execute([statusChanged(customerId, 2, 'CLOSED')]);
    expect(await cashIns.decide(id, 'approve', second, later(1))).toEqual({ outcome: 'refused', refusal: 'closed' });
    expect(await cashIns.get(id, later(1))).toMatchObject({ state: 'WAITING' });
  });

  it('say so when a replica without approvals has posted them meanwhile, and can be closed', async () => {
    const customerId = await someone();
    const id = await waiting(customerId, 'posted');
    await inTransaction(payments.dataSource, async (manager) => {
      const account = await lockAccount(manager, customerId);
      await post(manager, Posting.cashIn('posted', account!.accountId, hkd('1001')), at);
    });
    expect(await cashIns.decide(id, 'approve', second, later(1))).toEqual({ outcome: 'refused', refusal: 'posted' });
    expect(await cashIns.decide(id, 'refuse', second, later(2))).toMatchObject({ outcome: 'done' });
    expect(await balanceOf(customerId)).toEqual({ balance: '1001' });
    expect(await credit(customerId, 'posted', '1001')).toMatchObject({ outcome: 'credited', repeated: true });
  });

  it('are listed by state, the newest first', async () => {
    const customerId = await someone();
    const id = await waiting(customerId, 'listed');
    const listed = await cashIns.list({ state: 'WAITING', limit: 500 }, later(1));
    expect(listed.map(({ approvalId }) => approvalId)).toContain(id);
    expect(new Set(listed.map(({ state }) => state))).toEqual(new Set(['WAITING']));
    expect(await cashIns.list({ limit: 1 }, later(1))).toHaveLength(1);
    expect(await cashIns.list({ state: 'WAITING', limit: 500 }, later(approvalRules.lifeMs))).toEqual([]);
    expect(await cashIns.decide('9f1c2d3e-0000-4000-8000-000000000000', 'approve', second, at)).toBeUndefined();
  });

  it('keep the books sound', async () => {
    expect(await brokenBooks(payments, /./)).toEqual([]);
  });
});
