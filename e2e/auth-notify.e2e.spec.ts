import { eventually } from '@wallet/testkit';
import { Binding, payAndAuthorize } from './support/binding';
import { EasyPayOrder, resultOf } from './support/easy-pay';
import { operatorCli, sure } from './support/operator-cli';
import { startWallet, type AuthNotice, type Wallet } from './support/wallet';

/** authNotify is durable: docs/alipayplus.md#authnotify. */
describe('authNotify', () => {
  let wallet: Wallet;

  beforeAll(async () => {
    wallet = await startWallet('auth-notify', {
      env: { notifier: { NOTIFY_SCHEDULE_SECONDS: '0,1,1,1,1,1,1,1,1,1,1,1', NOTIFY_TIMEOUT_MS: '1000' } },
    });
  }, 120_000);
  afterAll(() => wallet.stop(), 40_000);

  /** Pays and authorizes while the notices of the binding are answered as planned. */
  async function authorize(answers: string[]): Promise<Binding> {
    await wallet.plan({ authNotify: answers });
    return (await payAndAuthorize(wallet, await wallet.customer())).binding;
  }

  const received = (binding: Binding, count: number): Promise<AuthNotice[]> =>
    eventually(
      async () => {
        const notices = await binding.notices('TOKEN_CREATED');
        expect(notices.length).toBeGreaterThanOrEqual(count);
        return notices;
      },
      { timeoutMs: 30_000 },
    );

  const subjectOf = ({ authClientId, referenceAgreementId }: Binding) =>
    JSON.stringify([authClientId, referenceAgreementId]);

  const deliveries = (binding: Binding) =>
    wallet.rows('select kind, state, attempts, sealed_body from notifier.delivery where subject = $1 order by id', [
      subjectOf(binding),
    ]);

  it('U, U, then S: three identical bodies, then done', async () => {
    const binding = await authorize(['U', 'U']);
    const notices = await received(binding, 3);
    expect(notices.map(({ answered }) => answered)).toEqual(['U', 'U', 'S']);
    expect(new Set(notices.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    const done = { kind: 'TOKEN_CREATED', state: 'ACKED', attempts: 3, sealed_body: null };
    await eventually(async () => expect(await deliveries(binding)).toEqual([done]));
  }, 60_000);

  it('F ACCESS_DENIED: no blind retry, an alert, and the manual resend works', async () => {
    const binding = await authorize(['F']);
    await received(binding, 1);
    await eventually(async () => expect(await deliveries(binding)).toMatchObject([{ state: 'DEAD', attempts: 1 }]));
    const metrics = await (await fetch(`${wallet.stack.process('notifier-1').healthUrl}/metrics`)).text();
    expect(metrics).toMatch(/^notifier_dead_total 1$/m);

    const listed = await operatorCli(wallet, 'deliveries', 'list', '--state', 'DEAD', '--subject', subjectOf(binding));
    const [{ deliveryId }] = listed.deliveries as [{ deliveryId: string }];
    await operatorCli(wallet, 'deliveries', 'replay', deliveryId, ...sure);
    const [first, again] = await received(binding, 2);
    expect(again?.body).toEqual(first?.body);
    await eventually(async () => expect(await deliveries(binding)).toMatchObject([{ state: 'ACKED' }]));
  }, 60_000);

  it('never answered: the schedule goes on over a kill -9 of the notifier', async () => {
    const binding = await authorize(['hang', 'drop', 'hang']);
    await received(binding, 1);
    const notifier = wallet.stack.process('notifier-1');
    await notifier.kill('SIGKILL');
    await notifier.restart();
    const notices = await received(binding, 4);
    expect(notices.at(-1)?.answered).toBe('S');
    expect(new Set(notices.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    await eventually(async () => expect(await deliveries(binding)).toMatchObject([{ state: 'ACKED' }]));
  }, 90_000);

  it('a cancellation withdraws the TOKEN_CREATED that was never acknowledged, and is told after it', async () => {
    const binding = await authorize(['U', 'U', 'U']);
    const [created] = await received(binding, 1);
    expect(resultOf(await binding.cancelToken(String(created?.body.accessToken)))).toBe('S SUCCESS');
    await eventually(
      async () =>
        expect(await deliveries(binding)).toMatchObject([
          { kind: 'TOKEN_CREATED', state: 'SUPERSEDED', sealed_body: null },
          { kind: 'TOKEN_CANCELED', state: 'ACKED', sealed_body: null },
        ]),
      { timeoutMs: 30_000 },
    );
    const types = (await binding.notices()).map(({ body }) => body.authorizationNotifyType);
    expect(types.at(-1)).toBe('TOKEN_CANCELED');
  }, 60_000);

  it('a payment that was not S, or that did not ask, makes no agreement', async () => {
    const customer = await wallet.customer('100');
    const poor = new EasyPayOrder(wallet, customer, '100');
    const id = await poor.open();
    const code = await poor.code();
    await wallet.rows('update payments.account set balance = 1 where customer_id = $1', [customer.customerId]);
    const binding = new Binding(wallet, customer);
    const { authClientId, referenceAgreementId } = binding;
    const failed = await poor.verify(id, code, {
      paymentFactor: { isAuthorizationAndPay: 'true', isVerificationAndPay: 'true' },
      authorizationInfo: { authClientId, authState: 'state', referenceAgreementId },
    });
    expect(resultOf(failed)).toBe('F USER_BALANCE_NOT_ENOUGH');
    const later = await authorize([]);
    await received(later, 1);
    const made = 'select reference_agreement_id from auth.agreement where customer_id = $1';
    expect(await wallet.rows(made, [customer.customerId])).toEqual([]);
  }, 60_000);
});
