import { result } from '@wallet/alipayplus';
import type { JsonObject } from '../src/wire/exchange';
import { authCode, FakeWallet, token } from './fake-wallet';

const buyer = { loginId: '852-52412345', currency: 'HKD', amount: '12050' };

describe('the shop of the simulator', () => {
  let wallet: FakeWallet;

  beforeEach(async () => {
    wallet = await new FakeWallet().start();
  });
  afterEach(() => wallet.stop());

  const get = (url: string) => wallet.simulator.inject({ url, headers: { host: 'shop.example:8090' } });
  const post = (url: string, fields: Record<string, string> = {}) => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded', host: 'shop.example:8090' };
    return wallet.simulator.inject({ method: 'POST', url, headers, payload: new URLSearchParams(fields).toString() });
  };
  const actionIn = (html: string): string => /action="([^"]+)"/.exec(html)?.[1] ?? '';
  const wireIn = (html: string): string => (/href="(\/wire[^"]*)"/.exec(html)?.[1] ?? '').replaceAll('&amp;', '&');
  const tokens = { accessToken: token(1), refreshToken: token(2), customerId: 'c-1' };

  /** As a wallet that says this to the payment's next calls, one after the other. */
  const payAnswers = (...answers: JsonObject[]) => (wallet.answers.pay = () => answers.shift() ?? {});
  const unknown = { result: result('UNKNOWN_EXCEPTION') };
  const opened = { result: result('VERIFICATION_IN_PROCESS'), verifyRequestId: 'v-1' };

  it('binds by a code, which may be wrong first, and then pays with one press', async () => {
    wallet.answers.prepare = { authCode, verifyRequestId: 'v-1' };
    const asked = await post('/shop/bindings/by-sms', buyer);
    expect(asked.body).toContain('<h1>Enter the code</h1>');
    wallet.answers.applyToken = { result: result('OTP_VERIFICATION_FAILED') };
    expect((await post(actionIn(asked.body), { otpCode: '1' })).body).toContain('not right');
    wallet.answers.applyToken = tokens;
    const bound = (await post(actionIn(asked.body), { otpCode: '123456' })).body;
    expect(bound).toContain('<h1>Bound</h1>');
    expect(bound).toMatch(/referenceAgreementId=\d{32}</);
    expect(bound).not.toContain(token(1));
    const calls = wallet.calls.length;
    expect((await post(actionIn(asked.body), { otpCode: '123456' })).body).toContain('<h1>Bound</h1>');
    expect(wallet.calls).toHaveLength(calls);
    wallet.answers.pay = {};
    const again = /action="(\/shop\/agreements\/\d+\/payments)"/.exec((await get('/')).body)?.[1] ?? '';
    expect((await post(again)).body).toContain('<h1>Paid</h1>');
    expect(wallet.calls.at(-1)).toMatchObject({ paymentMethod: { paymentMethodId: token(1) } });
  });

  it("binds on the wallet's page, to where the browser came from", async () => {
    wallet.answers.prepare = { authUrl: 'https://wallet.example/consent/abc' };
    const sent = await post('/shop/bindings/by-redirect', buyer);
    expect([sent.statusCode, sent.headers.location]).toEqual([303, 'https://wallet.example/consent/abc']);
    const { authRedirectUrl, authState, referenceAgreementId } = wallet.calls[0] as Record<string, string>;
    expect(authRedirectUrl).toBe(`http://shop.example:8090/shop/bindings/${referenceAgreementId}/return`);
    const app = await get(`/wallet-app?return=${encodeURIComponent('https://wallet.example/consent/abc?x=1')}`);
    expect(wireIn(app.body)).toBe(`/wire?id=${referenceAgreementId}`);
    const back = (query: Record<string, string>) =>
      get(`${new URL(authRedirectUrl!).pathname}?${new URLSearchParams(query).toString()}`);
    expect((await back({ authState: 'other', authCode })).body).toContain('Not bound');
    expect((await back({ authState: authState! })).body).toContain('the user refused');
    expect(wallet.calls).toHaveLength(1);
    wallet.answers.applyToken = tokens;
    for (const time of [1, 2]) {
      expect([time, (await back({ authState: authState!, authCode })).body]).toEqual([
        time,
        expect.stringContaining('Bound'),
      ]);
      expect(wallet.calls).toHaveLength(2);
    }
  });

  it('says that an outcome is unknown, and asks again by the very same call', async () => {
    payAnswers(unknown, {}, unknown, opened, unknown, {});
    let page = (await post('/shop/orders', buyer)).body;
    for (const calls of [3, 4]) {
      expect(page).toContain('<h1>Unknown, ask again</h1>');
      page = (await post(actionIn(page))).body;
      expect(wallet.calls).toHaveLength(calls);
    }
    expect([wallet.calls[1], wallet.calls[3]]).toEqual([wallet.calls[0], wallet.calls[2]]);
    expect(page).toContain('<h1>Enter the code</h1>');
    page = (await post(actionIn(page), { otpCode: '123456' })).body;
    expect(page).toContain('<h1>Unknown, ask again</h1>');
    expect((await post(actionIn(page))).body).toContain('<h1>Paid</h1>');
    expect(wallet.calls.at(-1)).toEqual(wallet.calls.at(-2));
  });

  it.each([
    ['is not signed', () => (wallet.answerHeaders = { signature: 'none' })],
    ['does not come', () => (wallet.beforeAnswer = () => Promise.reject(new Error('broken')))],
    ['lacks what it must have', () => (wallet.answers.prepare = {})],
  ])('says so too when an answer %s', async (_, happen) => {
    wallet.answers.prepare = { authCode, verifyRequestId: 'v-1' };
    happen();
    expect((await post('/shop/bindings/by-sms', buyer)).body).toContain('<h1>Unknown, ask again</h1>');
  });

  it('says a refusal as one', async () => {
    wallet.answers.pay = { result: result('USER_NOT_EXIST') };
    const page = (await post('/shop/orders', buyer)).body;
    expect(page).toContain('<h1>The wallet refuses</h1>');
    expect(page).toContain('USER_NOT_EXIST');
  });

  it('leads from each page to what happened on the wire, without a token or code', async () => {
    payAnswers({}, opened, {});
    const page = (await post('/shop/orders', buyer)).body;
    const paid = (await post(actionIn(page), { otpCode: '123456', authorize: 'on' })).body;
    expect(wireIn(page)).toBe(wireIn(paid));
    const wire = (await get(wireIn(paid))).body;
    expect([...wire.matchAll(/<h2>([^<]+)/g)].map(([, title]) => title)).toEqual([
      'pay: S SUCCESS',
      'pay: U VERIFICATION_IN_PROCESS',
      'pay: S SUCCESS',
    ]);
    expect(wire).not.toContain('123456');
    expect(wireIn((await get('/')).body)).toBe('/wire');
    expect((await get('/wire')).body).toContain(wireIn(paid).split('id=')[2]);
  });

  it('shows what the wallet told of an agreement, with tokens in part', async () => {
    wallet.answers.prepare = { authCode, verifyRequestId: 'v-1' };
    wallet.answers.applyToken = tokens;
    const asked = await post('/shop/bindings/by-sms', buyer);
    await post(actionIn(asked.body), { otpCode: '123456' });
    const { referenceAgreementId } = wallet.calls[0] as Record<string, string>;
    await wallet.simulate('/calls', { api: 'cancelToken', body: { accessToken: token(1) } });
    const told = { authorizationNotifyType: 'TOKEN_CANCELED', authClientId: '2188120000009147' };
    await wallet.call('authNotify', { ...told, referenceAgreementId, accessToken: token(1) });
    const wire = (await get(wireIn(asked.body))).body;
    expect([...wire.matchAll(/<h2>(\w+)/g)].map(([, api]) => api)).toEqual([
      'prepare',
      'applyToken',
      'cancelToken',
      'authNotify',
    ]);
    for (const secret of [authCode, token(1), token(2)]) expect(wire).not.toContain(secret);
    expect(wire).toContain('28160003…');
  });

  it.each(['/shop/orders/1', '/shop/bindings/1/code', '/shop/calls/1', '/shop/agreements/1/payments'])(
    'says of %s that it may be from before its start',
    async (url) => {
      const { statusCode, body } = await post(url, { otpCode: '123456' });
      expect(statusCode).toBe(404);
      expect(body).toMatch(/This simulator was started at 20\S+Z, and knows only what was made since/);
      expect((await get('/wire?id=1')).body).toContain('knows only what was made since');
    },
  );
});
