import { eventually, FaultProxy } from '@wallet/testkit';
import { Binding, payAndAuthorize, tokenPayment, tokensOf } from '../support/binding';
import { Crashes } from '../support/crashes';
import { EasyPayOrder, resultOf } from '../support/easy-pay';
import { expectPaidOnce, repeatUntilDone } from '../support/paid-once';
import { startWallet, type Wallet } from '../support/wallet';

/** Each service is killed with SIGKILL at a named step; the repeat of the same call must end in S, once. */
describe('crash points', () => {
  const crashes = new Crashes();
  let wallet: Wallet;
  let postgres: FaultProxy;

  beforeAll(async () => {
    const { hostname, port } = new URL(process.env.TEST_DATABASE_URL ?? '');
    postgres = await FaultProxy.start({ host: hostname, port: Number(port) });
    wallet = await startWallet('crash-points', {
      ...crashes.options,
      databaseFor: (service, url) => (service === 'payments' ? postgres.through(url) : url),
    });
  }, 120_000);
  afterAll(async () => {
    await wallet.stop();
    await postgres.close();
    crashes.remove();
  }, 40_000);

  const dyingAt = <T>(service: string, milestone: string, act: () => Promise<T>): Promise<T> =>
    crashes.dyingAt(wallet, service, milestone, act);

  const opened = async (): Promise<{ order: EasyPayOrder; id: string; code: string }> => {
    const order = new EasyPayOrder(wallet, await wallet.customer());
    return { order, id: await order.open(), code: await order.code() };
  };

  it.each([
    ['G3', 'gateway', 'gateway.command.acknowledged'],
    ['P5', 'payments', 'payments.settlement.committed'],
    ['P6', 'payments', 'answered.payments.settlement.command.v1'],
    ['R2', 'payments', 'outbox.produced'],
    ['O3', 'otp', 'otp.code.accepted'],
    ['N1', 'notifier', 'notifier.attempt.sent'],
  ])(
    '%s: %s dies at %s',
    async (_, service, milestone) => {
      const { order, id, code } = await opened();
      const verify = () => order.verify(id, code);
      await dyingAt(service, milestone, verify);
      await expectPaidOnce(wallet, order, verify);
    },
    120_000,
  );

  it('O1: otp dies after the record is written and before the SMS is sent', async () => {
    const order = new EasyPayOrder(wallet, await wallet.customer());
    const call = () => wallet.call('pay', order.order());
    expect(resultOf(await dyingAt('otp', 'otp.code.issued', call))).toMatch(/^U /);
    // The redelivery may still have been in time to send it.
    expect((await wallet.sms(order.customer.loginId)).length).toBeLessThanOrEqual(1);
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
    await expectPaidOnce(wallet, order, () => order.verify(id, code));
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
      const { accessToken } = tokensOf(await repeatUntilDone(apply));
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
    await expectPaidOnce(wallet, order, () => order.verify(id, code));
  }, 120_000);
});
