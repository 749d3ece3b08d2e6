import { eventually } from '@wallet/testkit';
import { request } from 'undici';
import { Binding, tokenPayment, type Tokens } from './support/binding';
import { resultOf } from './support/easy-pay';
import { startWallet, type Customer, type JsonObject, type Wallet } from './support/wallet';
import { WalletApp } from './support/app/wallet-app';

describe('the wallet app', () => {
  let wallet: Wallet;

  beforeAll(async () => {
    wallet = await startWallet('wallet-api', {
      replicas: { auth: 2 },
      env: { gateway: { CONSULT_TIMEOUT_MS: '1000' } },
    });
  }, 120_000);
  afterAll(() => wallet.stop(), 40_000);

  const pay = async ({ accessToken }: Tokens) => resultOf(await wallet.call('pay', tokenPayment(accessToken)));

  const call = (method: 'GET' | 'POST', path: string, customer: Customer) =>
    new WalletApp(wallet, customer).call(method, path);

  const list = async (customer: Customer) =>
    (await call('GET', 'agreements', customer)).body.agreements as JsonObject[];
  const unbind = (agreementId: unknown, customer: Customer) =>
    call('POST', `agreements/${String(agreementId)}/unbind`, customer);
  const alipayplusAnswers = async ({ authClientId }: Binding, ...consultUnbinding: string[]) => {
    const body = JSON.stringify({ subject: authClientId, consultUnbinding });
    await (await request(`${wallet.stack.simulatorUrl}/behaviours`, { method: 'POST', body })).body.dump();
  };

  it('ends an agreement only when Alipay+ allows it, then at once, and tells it once', async () => {
    const binding = new Binding(wallet, await wallet.customer());
    const { customer, authClientId, referenceAgreementId } = binding;
    const tokens = await binding.bind();
    const [agreement, ...others] = await list(customer);
    expect(others).toEqual([]);
    expect(agreement).toMatchObject({
      authClientId,
      referenceAgreementId,
      referenceMerchantId: authClientId,
      authClientName: 'TestClientName',
      scopes: ['AGREEMENT_PAY', 'SEND_OTP'],
      status: 'ACTIVE',
    });
    const agreementId = agreement?.agreementId;

    await alipayplusAnswers(binding, 'deny', 'U', 'F', 'hang');
    expect(await unbind(agreementId, customer)).toMatchObject({ status: 409, body: { error: 'unbind-at-merchant' } });
    for (let count = 0; count < 3; count++) {
      expect(await unbind(agreementId, customer)).toMatchObject({ status: 503, body: { error: 'unavailable' } });
    }
    expect(await unbind(agreementId, await wallet.customer())).toMatchObject({ status: 404 });
    expect(await pay(tokens)).toBe('S SUCCESS');

    const ended = { status: 200, body: { agreementId, status: 'CANCELLED' } };
    expect(await unbind(agreementId, customer)).toEqual(ended);
    for (let count = 0; count < 4; count++) expect(await pay(tokens)).toBe('F INVALID_TOKEN');
    expect(await unbind(agreementId, customer)).toEqual(ended);
    expect(await list(customer)).toMatchObject([{ agreementId, status: 'CANCELLED' }]);
    await eventually(async () => expect(await binding.notices('TOKEN_CANCELED')).toMatchObject([{ answered: 'S' }]));
  });
});
