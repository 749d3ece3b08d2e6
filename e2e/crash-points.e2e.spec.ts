import { join } from 'node:path';
import { eventually, FaultProxy } from '@wallet/testkit';
import { Binding, payAndAuthorize, tokenPayment, tokensOf } from './support/binding';
import { EasyPayOrder, resultOf } from './support/easy-pay';
import { startWallet, type Exchange, type Wallet } from './support/wallet';

const failpoints = ['--require', join(__dirname, '../libs/testkit/dist/failpoints.js')];

/** Each service is killed with SIGKILL at a named step; the repeat of the same call must end in S, once. */
describe('crash points', () => {
  let wallet: Wallet;
  let postgres: FaultProxy;

  beforeAll(async () => {
    const { hostname, port } = new URL(process.env.TEST_DATABASE_URL ?? '');
    postgres = await FaultProxy.start({ host: hostname, port: Number(port) });
    wallet = await startWallet('crash-points', {
      nodeArgs: { gateway: failpoints, auth: failpoints, payments: failpoints, otp: failpoints, notifier: failpoints },
      databaseFor: (service, url) => (service === 'payments' ? postgres.through(url) : url),
    });
  }, 120_000);
  afterAll(async () => {
    await wallet.stop();
    await postgres.close();
  }, 40_000);

  /** Runs `act` while the service is armed; resolves when the service has died and runs again, unarmed. */
  async function dyingAt<T>(service: string, milestone: string, act: () => Promise<T>): Promise<T> {
    const target = wallet.stack.process(`${service}-1`);
    await target.restart({ FAILPOINT: `${milestone}:hit=1:kill` });
    const { pid } = target;
    const acting = act();
    await eventually(() => expect(isAlive(pid)).toBe(false), { timeoutMs: 20_000 });
    await target.restart({ FAILPOINT: '' });
    return acting;
  }

  const opened = async (): Promise<{ order: EasyPayOrder; id: string; code: string }> => {
    const order = new EasyPayOrder(wallet, await wallet.customer());
    return { order, id: await order.open(), code: await order.code() };
  };

  const repeatUntilPaid = (act: () => Promise<Exchange>): Promise<Exchange> =>
    eventually(
      async () => {
        const exchange = await act();
        expect(resultOf(exchange)).toBe('S SUCCESS');
        return exchange;
      },
      { timeoutMs: 30_000 },
    );

  /** The call was never refused, its repeat is S, and all that is known of the payment agrees. */
  async function expectPaidOnce(order: EasyPayOrder, repeat: () => Promise<Exchange>): Promise<void> {
    const paid = await repeatUntilPaid(repeat);
    expect((await repeat()).answer).toEqual(paid.answer);
    expect(await wallet.balance(order.customer)).toBe('987950');
    const { statements, notifications } = await eventually(
      async () => {
        const booked = await wallet.booked(order.paymentRequestId);
        expect(booked.notifications.length).toBeGreaterThan(0);
        return booked;
      },
      { timeoutMs: 30_000 },
    );
    expect(statements.filter(({ status }) => status === 'F')).toEqual([]);
    expect(new Set(notifications.map(({ body }) => body.paymentId))).toEqual(new Set([paid.answer?.paymentId]));
    await wallet.expectSoundBooks();
  }

  it.each([
    ['G3', 'gateway', 'gateway.command.acknowledged'],
    ['P5', 'payments', 'payments.settlement.committed'],
    ['P6', 'payments', 'payments.settlement.answered'],
    ['R2', 'payments', 'outbox.produced'],
    ['O3', 'otp', 'otp.code.accepted'],
    ['N1', 'notifier', 'notifier.attempt.sent'],
  ])(
    '%s: %s dies at %s',
    async (_, service, milestone) => {
      const { order, id, code } = await opened();
      const verify = () => order.verify(id, code);
      await dyingAt(service, milestone, verify);
      await expectPaidOnce(order, verify);
    },
    120_000,
  );

  it('O1: otp dies after the record is written and before the SMS is sent', async () => {
    const order = new EasyPayOrder(wallet, await wallet.customer());
    const call = () => wallet.call('pay', order.order());
    expect(resultOf(await dyingAt('otp', 'otp.code.issued', call))).toMatch(/^U /);
    expect(await wallet.sms(order.customer.loginId)).toEqual([]);
    const id = await eventually(
      async () => {
        const { answer } = await call();
        expect(answer?.verifyRequestId).toBeDefined();
        expect(await wallet.sms(order.customer.loginId)).toHaveLength(1);
        return String(answer?.verifyRequestId);
      },
      { timeoutMs: 30_000 },
    );
    const code = await order.code();
    await expectPaidOnce(order, () => order.verify(id, code));
  }, 120_000);

  it.each([
    ['A1', 'auth.code.used'],
    ['A2', 'auth.tokens.committed'],
  ])(
    '%s: auth dies at %s: no tokens without their agreement, and the repeat of applyToken heals',
    async (_, milestone) => {
      const binding = new Binding(wallet, await wallet.customer());
      const prepared = (await binding.prepare()).answer!;
      const code = await binding.code();
      const apply = () => binding.verificationGrant(prepared, code);
      expect(resultOf(await dyingAt('auth', milestone, apply))).toMatch(/^U /);
      const { accessToken } = tokensOf(await repeatUntilPaid(apply));
      expect(await orphans()).toEqual([]);
      expect(resultOf(await wallet.call('pay', tokenPayment(accessToken)))).toBe('S SUCCESS');
    },
    120_000,
  );

  it('A3: auth dies between an agreement and its authNotify: both are made by the redelivery, once', async () => {
    const customer = await wallet.customer();
    const { binding } = await dyingAt('auth', 'auth.agreement.inserted', () => payAndAuthorize(wallet, customer));
    const [notice] = await eventually(
      async () => {
        const notices = await binding.notices('TOKEN_CREATED');
        expect(notices).toHaveLength(1);
        return notices;
      },
      { timeoutMs: 30_000 },
    );
    expect(await orphans()).toEqual([]);
    const paid = await wallet.call('pay', tokenPayment(String(notice?.body.accessToken)));
    expect(resultOf(paid)).toBe('S SUCCESS');
  }, 120_000);

  /** Agreements without a pair of tokens or tokens without an agreement, and agreements of payments that nobody was told of. */
  const orphans = () =>
    wallet.rows(`
      select agreement.id from auth.agreement left join auth.token on token.agreement_id = agreement.id
       group by agreement.id having count(token.hash) <> 2 * max(agreement.generation)
      union all
      select agreement.id from auth.agreement
       where origin = 'PAYMENT' and not exists (
         select from notifier.delivery where kind = 'TOKEN_CREATED'
            and subject::jsonb = jsonb_build_array(agreement.auth_client_id, agreement.reference_agreement_id))
      union all
      select preparation_id from auth.auth_code where (status = 'USED') <> (agreement_id is not null)`);

  it('P4: the reply to COMMIT is lost', async () => {
    const { order, id, code } = await opened();
    const before = postgres.lostCommits;
    postgres.cutAfterCommit(1, { containing: 'payments.ledger_entry' });
    const first = await order.verify(id, code);
    expect(resultOf(first)).not.toMatch(/^F/);
    await eventually(() => expect(postgres.lostCommits - before).toBe(1));
    await expectPaidOnce(order, () => order.verify(id, code));
  }, 120_000);
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
