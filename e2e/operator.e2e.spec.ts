import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addressOf, operatedServices, operatorEndpoints, type OperatorEndpoint } from '@wallet/operator-contract';
import { eventually } from '@wallet/testkit';
import { request } from 'undici';
import { Binding, payAndAuthorize } from './support/binding';
import { EasyPayOrder, resultOf, wrongCodes } from './support/easy-pay';
import { operatorCli, operatorText, sure } from './support/operator-cli';
import { orderCases } from './support/order-cases';
import { Bus } from './support/bus';
import { startWallet, type JsonObject, type Wallet } from './support/wallet';

/** The operators' CLI against the real endpoints: what it shows, what it changes, and that it finds what is broken. */
describe('operators', () => {
  let wallet: Wallet;
  beforeAll(async () => {
    wallet = await startWallet('operators', { env: { notifier: { NOTIFY_SCHEDULE_SECONDS: '0,1,1' } } });
  }, 120_000);
  afterAll(() => wallet.stop(), 40_000);

  const cli = (...args: string[]): Promise<JsonObject> => operatorCli(wallet, ...args);

  const changes = operatedServices.flatMap((service) =>
    Object.entries<OperatorEndpoint>(operatorEndpoints[service]).flatMap(([name, endpoint]) =>
      endpoint.body && name !== 'takeStatus' ? [[service, endpoint.method, endpoint.path, endpoint] as const] : [],
    ),
  );
  it.each(changes)('%s, %s %s: a field that nobody knows is named', async (service, method, _, endpoint) => {
    const [id, codeId, importId, approvalId, agreementId] = ['0-1', '1', randomUUID(), randomUUID(), randomUUID()];
    const params = { reference: 'x', customerId: 'x', id, codeId, importId, approvalId, agreementId };
    const token = readFileSync(wallet.stack.operatorTokenFiles[service], 'utf8').trim();
    const { statusCode, body } = await request(wallet.stack.operatorUrls[service] + addressOf(endpoint, { params }), {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ surplus: 1 }),
    });
    const { error, message } = (await body.json()) as { error: string; message: string };
    expect([statusCode, error]).toEqual([400, 'bad-request']);
    expect(message).toContain('"surplus"');
  });

  it('payment show tells the whole life of a payment', async () => {
    const { paid, customer } = await orderCases['cancelled after a partial refund'](wallet);
    const shown = await eventually(async () => {
      const payment = await cli('payment', 'show', paid.paymentRequestId);
      expect(payment.deliveries).toHaveLength(1);
      return payment;
    });
    expect(shown).toMatchObject({
      order: {
        state: 'CANCELLED',
        customerId: customer.customerId,
        orderDescription: '57c1da80-936f-463c-8119-dc3279985fa5',
      },
    });
    expect((shown.events as JsonObject[]).map(({ type, command }) => [type, command])).toEqual([
      ['OrderOpened', 'OpenOrder'],
      ['OrderPaid', 'SettlePayment'],
      ['OrderCancelled', 'CancelPayment'],
    ]);
    expect((shown.postings as JsonObject[]).map(({ kind }) => kind)).toEqual(['PAY', 'REFUND', 'REVERSAL']);
    expect(shown.refunds).toMatchObject([{ state: 'SUCCEEDED', refundAmount: { currency: 'HKD', value: '2050' } }]);
    expect(JSON.stringify(shown)).not.toContain(customer.loginId.replace('852-', ''));
    expect(await operatorText(wallet, 'payment', 'show', paid.paymentRequestId)).toContain('OrderCancelled');
    const listed = await cli('customer', 'payments', customer.customerId);
    expect(listed).toMatchObject({ payments: [{ paymentRequestId: paid.paymentRequestId, state: 'CANCELLED' }] });
    const statement = await operatorText(wallet, 'customer', 'statement', customer.customerId, '--limit', '2');
    expect(statement).toMatch(/ REVERSAL .*\n.* REFUND .*\n\nmore: --before \d+\n$/);
  });

  it('payment show tells the SMS and the wrong codes of a payment, without code and number', async () => {
    const customer = await wallet.customer();
    const order = new EasyPayOrder(wallet, customer);
    const verifyRequestId = await order.open();
    const code = await order.code();
    for (const wrong of wrongCodes(code, 2)) await order.verify(verifyRequestId, wrong);
    const shown = await cli('payment', 'show', order.paymentRequestId);
    expect(shown.code).toMatchObject({ verifyRequestId, state: 'sent', sends: 1, wrongCodes: 2, verified: false });
    expect(resultOf(await order.verify(verifyRequestId, code))).toBe('S SUCCESS');
    const text = await operatorText(wallet, 'payment', 'show', order.paymentRequestId);
    expect(text).toMatch(/\nsms +1, the last at 20\S+Z: sent\nwrong codes +2, then the right one\n/);
    for (const secret of [code, customer.loginId.replace('852-', '')]) {
      expect(JSON.stringify(shown.code)).not.toContain(secret);
    }
  });

  it('customer credit adds to the balance once for each reference', async () => {
    const customer = await wallet.customer('0');
    const credit = ['customer', 'credit', customer.customerId, '--amount', '5000', '--currency', 'HKD'];
    for (let time = 0; time < 2; time++) await cli(...credit, '--reference', `top-up-${customer.customerId}`, ...sure);
    expect(await wallet.balance(customer)).toBe('5000');
    const other = ['customer', 'credit', customer.customerId, '--amount', '1', '--currency', 'HKD'];
    await expect(cli(...other, '--reference', `top-up-${customer.customerId}`, ...sure)).rejects.toThrow();
  });

  it('a large credit waits for a second operator, who is not the first in another spelling', async () => {
    const customer = await wallet.customer('0');
    const credit = ['customer', 'credit', customer.customerId, '--amount', '10000001', '--currency', 'HKD'];
    const asked = await cli(...credit, '--reference', `large-${customer.customerId}`, ...sure);
    const { approvalId } = asked.approval as { approvalId: string };
    const decide = (operator: string) =>
      cli('approvals', 'approve', approvalId, '--yes', '--reason', 'counted', '--operator', operator);
    await expect(decide(' E2E')).rejects.toThrow('second operator');
    expect(await wallet.balance(customer)).toBe('0');
    expect((await cli('approvals', 'list')).approvals).toMatchObject([{ approvalId, requestedBy: 'e2e' }]);
    for (const repeated of [false, true]) expect(await decide('olga')).toMatchObject({ repeated });
    expect(await wallet.balance(customer)).toBe('10000001');
  });

  it('a large import waits as a whole for a second operator, whatever parts it is sent in', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'import-'));
    const numbers = Array.from({ length: 1_200 }, (_, index) => `852-6${String(2_000_000 + index)}`);
    // A currency without a ceiling here.
    const rows = numbers.map((loginId) => `${loginId},SGD,7,ACTIVE`);
    writeFileSync(join(folder, 'c.csv'), ['loginId,currency,balance,status', ...rows].join('\n'));
    const asked = await cli('customer', 'import', join(folder, 'c.csv'), ...sure);
    rmSync(folder, { recursive: true });
    expect(asked).toMatchObject({
      created: 0,
      approval: { state: 'WAITING', customers: 1_200, sums: { SGD: '8400' } },
    });
    const { approvalId } = asked.approval as { approvalId: string };
    const direct = { customers: [{ loginId: numbers[0], currency: 'SGD', balance: '7', status: 'ACTIVE' }] };
    const note = { operator: 'olga', reason: 'a test' };
    const body = { ...direct, ...note };
    await expect(wallet.stack.operate('auth', 'customers/import', { body })).rejects.toThrow('approval-needed');
    await expect(cli('customer', 'show', numbers[0]!)).rejects.toThrow('no customer');
    const decide = (operator: string) =>
      cli('approvals', 'approve', approvalId, '--yes', '--reason', 'counted', '--operator', operator);
    await expect(decide('E2E ')).rejects.toThrow('second operator');
    expect((await cli('approvals', 'list')).approvals).toMatchObject([{ approvalId, kind: 'import' }]);
    for (const repeated of [false, true]) {
      expect(await decide('olga')).toMatchObject({ repeated, report: { pending: 0, created: 1_200 } });
    }
    const sql = `select count(*)::int as count, sum(balance)::int as sum from payments.account where currency = 'SGD'
       and kind = 'WALLET'`;
    await eventually(async () => expect(await wallet.rows(sql)).toEqual([{ count: 1_200, sum: 8_400 }]), {
      timeoutMs: 20_000,
    });
  });

  it('customer limits apply to that customer only', async () => {
    const [limited, other] = await wallet.customers(2);
    await cli('customer', 'limits', limited!.customerId, '--single', '12049', ...sure);
    const evaluate = async (customer = limited!) => resultOf(await new EasyPayOrder(wallet, customer).evaluate());
    expect([await evaluate(), await evaluate(other)]).toEqual(['F PAYMENT_AMOUNT_EXCEED_LIMIT', 'S SUCCESS']);
    await cli('customer', 'limits', limited!.customerId, '--single', 'default', ...sure);
    expect(await evaluate()).toBe('S SUCCESS');
  });

  it('customer freeze, unfreeze and close decide what the customer may, and who did it stays known', async () => {
    const customer = await wallet.customer();
    const change = (to: string) => cli('customer', to, customer.loginId, ...sure);
    const evaluate = async () => resultOf(await new EasyPayOrder(wallet, customer).evaluate());
    await change('freeze');
    expect(await evaluate()).toBe('F USER_STATUS_ABNORMAL');
    await change('unfreeze');
    expect(await evaluate()).toBe('S SUCCESS');
    expect(await change('close')).toMatchObject({ changed: true, customer: { status: 'CLOSED' } });
    expect(await change('close')).toMatchObject({ changed: false });
    expect(await evaluate()).toMatch(/^F USER_/);
    await expect(change('unfreeze')).rejects.toThrow('final');
    const sql = 'select action, operator, reason, details from auth.operator_action where customer_id = $1 order by id';
    const by = { action: 'STATUS', operator: 'e2e', reason: 'a test' };
    expect(await wallet.rows(sql, [customer.customerId])).toEqual([
      { ...by, details: { from: 'ACTIVE', to: 'FROZEN' } },
      { ...by, details: { from: 'FROZEN', to: 'ACTIVE' } },
      { ...by, details: { from: 'ACTIVE', to: 'CLOSED' } },
    ]);
  });

  it('customer renumber moves the payer to another number, and keeps the one before from others', async () => {
    const [customer, other] = await wallet.customers(2);
    const number = `852-9${customer!.loginId.slice(-7)}`;
    const evaluate = async (loginId: string) =>
      resultOf(await new EasyPayOrder(wallet, { ...customer!, loginId }).evaluate());
    const renumber = (who: string, to: string) => cli('customer', 'renumber', who, '--to', to, ...sure);
    expect(await renumber(customer!.loginId, number)).toMatchObject({ changed: true });
    expect(await renumber(customer!.customerId, number)).toMatchObject({ changed: false });
    expect([await evaluate(number), await evaluate(customer!.loginId)]).toEqual(['S SUCCESS', 'F USER_NOT_EXIST']);
    await expect(renumber(other!.customerId, number)).rejects.toThrow('another customer has this number');
    await expect(renumber(other!.customerId, customer!.loginId)).rejects.toThrow('goes to nobody else before');
    await cli('customer', 'kyc', number, '--level', '0', ...sure);
    expect(await evaluate(number)).toBe('F USER_KYC_NOT_QUALIFIED');
  });

  it('customer show has the balance and the limits', async () => {
    const { loginId, customerId } = await wallet.customer('12050');
    const shown = await cli('customer', 'show', loginId);
    const wallets = { wallet: { currency: 'HKD', balance: '12050' } };
    expect(shown).toMatchObject({ customerId, status: 'ACTIVE', ...wallets, limits: { single: null } });
  });

  it('a dead delivery is shown, replayed and acknowledged, or resolved', async () => {
    const dead = async (): Promise<JsonObject> => {
      const order = new EasyPayOrder(wallet, await wallet.customer());
      await wallet.plan({ subject: order.paymentRequestId, notifyPayment: ['F'] });
      expect(resultOf(await order.verify(await order.open(), await order.code()))).toBe('S SUCCESS');
      return eventually(async () => {
        const { deliveries } = await cli('deliveries', 'list', '--subject', order.paymentRequestId);
        expect(deliveries).toMatchObject([{ state: 'DEAD' }]);
        return (deliveries as JsonObject[])[0]!;
      });
    };
    const [replayed, resolved] = [await dead(), await dead()];
    const shown = await cli('deliveries', 'show', String(replayed.deliveryId));
    expect(shown).toMatchObject({ attempts: [{ outcome: 'REFUSED' }] });
    const { order } = (await cli('payment', 'show', String(replayed.subject))) as { order: JsonObject };
    expect(await cli('payment', 'show', String(order.paymentId))).toMatchObject({
      order,
      deliveries: [{ deliveryId: replayed.deliveryId }],
    });
    const replay = ['deliveries', 'replay', '--subject', String(order.paymentId)];
    expect(await cli(...replay, '--dry-run')).toMatchObject({ matched: 1, replayed: 0 });
    expect(await cli(...replay, ...sure)).toMatchObject({ matched: 1, replayed: 1 });
    await cli('deliveries', 'resolve', String(resolved.deliveryId), ...sure);
    await eventually(async () => {
      const states = await wallet.rows('select state from notifier.delivery where id = any($1) order by id', [
        [replayed.deliveryId, resolved.deliveryId],
      ]);
      expect(states).toEqual([{ state: 'ACKED' }, { state: 'RESOLVED' }]);
    });
    expect(await wallet.rows(`select action from notifier.operator_action order by id`)).toHaveLength(2);
  });

  it('a dead letter is listed, shown and replayed', async () => {
    const letters = async () =>
      (await cli('dead-letters', 'list', '--service', 'payments')).deadLetters as JsonObject[];
    const before = (await letters()).length;
    const topic = 'payments.inquiry.command.v1';
    await new Bus(wallet.stack).send(topic, [{ key: 'nobody', value: '{bad' }]);
    const letter = await eventually(async () => {
      const all = await letters();
      expect(all).toHaveLength(before + 1);
      return all.sort((a, b) => String(b.deadAt).localeCompare(String(a.deadAt)))[0]!;
    });
    expect(await cli('dead-letters', 'show', String(letter.id), '--service', 'payments')).toMatchObject({
      value: '{bad',
    });
    await cli('dead-letters', 'replay', String(letter.id), '--service', 'payments', ...sure);
    await eventually(async () => expect(await letters()).toHaveLength(before + 2));
  });

  it('notices repair tells of a payment whose fact was lost, once', async () => {
    const order = new EasyPayOrder(wallet, await wallet.customer());
    const id = order.paymentRequestId;
    await wallet.rows(`create function payments.lose() returns trigger language plpgsql as $$ begin
      delete from payments.outbox where id = new.id; return null; end $$`);
    await wallet.rows(`create trigger lose after insert on payments.outbox for each row when (new.key = '${id}')
      execute function payments.lose()`);
    expect(resultOf(await order.verify(await order.open(), await order.code()))).toBe('S SUCCESS');
    await wallet.rows('drop function payments.lose cascade');

    const failure = (await cli('verify-books').catch((error: unknown) => error)) as { code: number; stdout: string };
    expect([failure.code, failure.stdout.includes(id)]).toEqual([1, true]);
    const fact = { paymentRequestId: id, fact: 'PaymentSettled' };
    expect(await cli('notices', 'repair', '--dry-run')).toMatchObject({ dryRun: true, mended: [fact] });
    expect((await wallet.booked(id)).notifications).toEqual([]);

    expect(await cli('notices', 'repair', ...sure)).toMatchObject({ dryRun: false, mended: [fact] });
    await eventually(async () =>
      expect(await cli('deliveries', 'list', '--subject', id)).toMatchObject({ deliveries: [{ state: 'ACKED' }] }),
    );
    expect(await cli('notices', 'repair', ...sure)).toMatchObject({ mended: [], underWay: [] });
    expect(await cli('verify-books')).toBeDefined();
    expect((await wallet.booked(id)).notifications).toHaveLength(1);
    const sql = `select operator, reason, details from payments.operator_action where action = 'TELL_AGAIN'`;
    expect(await wallet.rows(sql)).toEqual([{ operator: 'e2e', reason: 'a test', details: fact }]);
  });

  /** While `work` runs, the outbox loses what auth tells of these bindings. */
  async function losing(bindings: readonly Binding[], work: () => Promise<void>): Promise<void> {
    const keys = bindings.map(({ authClientId, referenceAgreementId }) => [authClientId, referenceAgreementId]);
    const isLost = keys.map((key) => `new.key = '${JSON.stringify(key)}'`).join(' or ');
    await wallet.rows(`create function auth.lose() returns trigger language plpgsql as $$ begin
      delete from auth.outbox where id = new.id; return null; end $$`);
    await wallet.rows(
      `create trigger lose after insert on auth.outbox for each row when (${isLost}) execute function auth.lose()`,
    );
    await work();
    await wallet.rows('drop function auth.lose cascade');
  }

  const agreementIdOf = ({ referenceAgreementId }: Binding): Promise<string> =>
    eventually(async () => {
      const sql = 'select id from auth.agreement where reference_agreement_id = $1';
      const [agreement] = await wallet.rows(sql, [referenceAgreementId]);
      expect(agreement).toBeDefined();
      return String(agreement!.id);
    });

  it('notices repair tells of agreements whose facts were lost, once; of those that ended only the end', async () => {
    const customers = await Promise.all([wallet.customer(), wallet.customer(), wallet.customer()]);
    const bindings = customers.map((customer) => new Binding(wallet, customer));
    const [made, ended, both] = bindings as [Binding, Binding, Binding];
    const { accessToken } = await ended.bind();
    const ids: string[] = [];
    await losing(bindings, async () => {
      await payAndAuthorize(wallet, made.customer, made);
      await payAndAuthorize(wallet, both.customer, both);
      expect(resultOf(await ended.cancelToken(accessToken))).toBe('S SUCCESS');
      ids.push(...(await Promise.all(bindings.map(agreementIdOf))));
      await cli('agreement', 'revoke', ids[2] ?? '', ...sure);
    });

    const failure = (await cli('verify-books').catch((error: unknown) => error)) as { code: number; stdout: string };
    expect([failure.code, ...ids.map((id) => failure.stdout.includes(id))]).toEqual([1, true, true, true]);
    const facts = ['TokenCreated', 'TokenCancelled', 'TokenCancelled'];
    const mended = ids.map((agreementId, at) => expect.objectContaining({ agreementId, fact: facts[at] }) as unknown);
    const report = { agreements: { mended: expect.arrayContaining(mended) as unknown, underWay: [], lost: [] } };
    expect(await cli('notices', 'repair', '--dry-run')).toMatchObject(report);
    expect(await cli('notices', 'repair', ...sure)).toMatchObject(report);
    const told = () =>
      Promise.all(bindings.map(async (each) => (await each.notices()).map(({ body }) => body.authorizationNotifyType)));
    const once = [['TOKEN_CREATED'], ['TOKEN_CANCELED'], ['TOKEN_CANCELED']];
    await eventually(async () => expect(await told()).toEqual(once));
    const nothing = { agreements: { mended: [], underWay: [], lost: [] } };
    expect(await cli('notices', 'repair', ...sure)).toMatchObject(nothing);
    expect(await cli('verify-books')).toBeDefined();
    expect(await told()).toEqual(once);
  });

  it('verify-books proves the books, and finds a payment that nobody was told of', async () => {
    const { paid } = await orderCases.paid(wallet);
    const sound = await eventually(() => cli('verify-books'), { timeoutMs: 30_000 });
    const broken = ({ checks }: JsonObject) => (checks as JsonObject[]).filter(({ status }) => status === 'broken');
    expect(broken(sound)).toEqual([]);
    expect(sound.trialBalance).not.toEqual([]);
    await wallet.rows(
      `with gone as (delete from notifier.attempt where delivery_id in
         (select id from notifier.delivery where subject = $1))
       delete from notifier.delivery where subject = $1`,
      [paid.paymentRequestId],
    );
    const failure = (await cli('verify-books').catch((error: unknown) => error)) as { code: number; stdout: string };
    expect(failure.code).toBe(1);
    expect(broken(JSON.parse(failure.stdout) as JsonObject)).toMatchObject([{ id: 'I7' }]);
    expect(failure.stdout).toContain(paid.paymentRequestId);
  });
});
