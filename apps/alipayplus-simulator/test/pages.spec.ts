import { result } from '@wallet/alipayplus';
import type { Logger } from '@wallet/service';
import { isEvaluation } from '../src/wire/exchange';
import { authCode, binding, FakeWallet, preparation, token, tokenCreated } from './fake-wallet';

describe('the pages of the simulator', () => {
  const warn = jest.fn();
  let wallet: FakeWallet;

  beforeEach(async () => {
    warn.mockClear();
    wallet = await new FakeWallet().start({ warn } as unknown as Logger);
  });
  afterEach(() => wallet.stop());

  const get = (url: string) => wallet.simulator.inject({ url });
  const post = (url: string, fields: Record<string, string>) => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    return wallet.simulator.inject({ method: 'POST', url, headers, payload: new URLSearchParams(fields).toString() });
  };

  it('log a user in to the wallet app and send the user back with a session', async () => {
    const returnUrl = 'https://wallet.example/consent/abc?x=%20y';
    const asked = await get(`/wallet-app?return=${encodeURIComponent(returnUrl)}`);
    expect(asked.body).toContain('value="https://wallet.example/consent/abc?x=%20y"');
    const answered = await post('/wallet-app', { return: returnUrl, loginId: '852-52412345' });
    expect(answered.statusCode).toBe(303);
    const location = String(answered.headers.location);
    expect(location).toMatch(/^https:\/\/wallet\.example\/consent\/abc\?x=%20y&session=[\w-]{32}$/);
    const session = location.split('session=')[1];
    const known = { active: true, loginIdType: 'MOBILE', loginId: '852-52412345' };
    expect(await wallet.simulate('/wallet-app/session', { session })).toEqual(known);
    expect(await wallet.simulate('/wallet-app/session', { session: 'x' })).toEqual({ active: false });
  });

  it.each(['javascript:alert(1)', 'data:text/html,x', '/consent', 'file:///etc/passwd'])(
    'do not send a user to %s',
    async (returnUrl) => {
      expect((await get(`/wallet-app?return=${encodeURIComponent(returnUrl)}`)).statusCode).toBe(400);
      const answered = await post('/wallet-app', { return: returnUrl, loginId: '852-52412345' });
      expect(answered.statusCode).toBe(400);
      expect(answered.headers.location).toBeUndefined();
    },
  );

  it('take a user back at the merchant, and lead the code to its agreement', async () => {
    wallet.answers.prepare = {};
    await wallet.simulate('/calls', { api: 'prepare', body: preparation });
    const query = new URLSearchParams({ ...binding, authState: 's&1', authCode });
    const page = await get(`/merchant/return?${query.toString()}`);
    expect(page.statusCode).toBe(200);
    expect(page.body).not.toContain(authCode);
    await get('/merchant/return?authState=other');
    const { referenceAgreementId } = binding;
    const at = expect.any(String) as unknown;
    expect(await wallet.simulate('/merchant/returns?authState=s%261')).toEqual([
      { at, referenceAgreementId, authState: 's&1', authCode },
    ]);
    wallet.answers.applyToken = { accessToken: token(1), refreshToken: token(2) };
    await wallet.simulate('/calls', { api: 'applyToken', body: { grantType: 'AUTHORIZATION_CODE', authCode } });
    expect(await wallet.simulate(`/agreements/${referenceAgreementId}`)).toMatchObject({ accessToken: token(1) });
  });

  it('refuse what they cannot read without logging it', async () => {
    expect((await get(`/merchant/return?authCode=${authCode}&authCode=${authCode}`)).statusCode).toBe(400);
    const rawBody = { method: 'POST' as const, url: '/wallet-app/session', payload: `${token(1)}"` };
    expect((await wallet.simulator.inject(rawBody)).statusCode).toBe(400);
    expect(warn).toHaveBeenCalledTimes(2);
    expect(JSON.stringify(warn.mock.calls)).not.toMatch(/28160/);
  });

  it('let a user who has agreed pay again with one press', async () => {
    const opened = { result: result('VERIFICATION_IN_PROCESS'), verifyRequestId: 'v-1' };
    wallet.answers.pay = (call) => (isEvaluation(call) ? {} : opened);
    const order = await post('/shop/orders', { loginId: '852-52412345', currency: 'HKD', amount: '12050' });
    const action = /action="(\/shop\/orders\/(\w+))"/.exec(order.body);
    const [id, paymentId] = [action![2]!, '2026112200000000000000000000000001'];
    wallet.answers.pay = { paymentId };
    const paid = await post(action![1]!, { otpCode: '123456', authorize: 'on' });
    expect(paid.body).toContain(`paymentRequestId=${id} paymentId=${paymentId} referenceAgreementId=${id}`);
    expect((await get('/')).body).not.toContain('/payments');
    await wallet.call('authNotify', tokenCreated({ referenceAgreementId: id }));
    const again = /action="(\/shop\/agreements\/\w+\/payments)"/.exec((await get('/')).body);
    const later = (await post(again![1]!, {})).body;
    expect(later).toContain('Paid');
    expect(later).toMatch(new RegExp(`paymentRequestId=\\w+ paymentId=${paymentId} referenceAgreementId=${id}<`));
    expect(wallet.calls.at(-1)).toMatchObject({ paymentMethod: { paymentMethodId: token(1) } });
  });
});
