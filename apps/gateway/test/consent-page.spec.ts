import { refused, unknown } from '@wallet/kernel';
import { consentId, ConsentVisitor, expectSafePage, hiddenFields, pagePath, type TestPage } from './consent-visitor';
import { GatewayUnderTest } from './gateway-under-test';
import { authCode } from './requests';

const hosts = ['shop.example', '*.partner.example:8443', '127.0.0.1:8090', '[::1]:8090'];

describe('the consent page', () => {
  const gateway = new GatewayUnderTest({ AUTH_REDIRECT_HOSTS: hosts });
  const visitor = new ConsentVisitor(gateway);
  const { browserCommands: commands } = gateway;
  let page: TestPage;

  beforeAll(() => gateway.start());
  beforeEach(() => {
    commands.asked.length = 0;
    commands.waiting = 0;
    commands.answer = visitor.page();
  });
  afterEach(() => expectSafePage(page));
  afterAll(() => gateway.stop());

  it('asks who has a session: who asks for what, from which account, and what comes next', async () => {
    const session = await visitor.session();
    page = await visitor.openWith(session);
    expect(page.status).toBe(200);
    expect(page.body).toContain('<h1><bdi>Shop &amp; Co</bdi> asks for your consent</h1>');
    expect(page.body).toContain('<li>Take payments from your wallet, without asking you for a code each time</li>');
    expect(page.body).toContain('<li>Have a verification code sent to your phone</li>');
    expect(page.body).toContain('<dd>852-***1234</dd>');
    expect(page.body).toContain('<dd>shop.example</dd>');
    expect(page.body).toContain('What happens next');
    expect(page.body).toContain('<form method="post">');
    expect(page.body).toMatch(
      /<button[^>]* name="decision" value="give">.*<button[^>]* name="decision" value="refuse">/,
    );
    expect(hiddenFields(page)).toEqual({ session, formToken: expect.stringMatching(/^[0-9a-f]{64}$/) as string });
    expect(commands.asked.map(({ topic, payload }) => [topic, payload])).toEqual([
      ['auth.consent-page.command.v1', { consentId }],
      [
        'auth.consent-page.command.v1',
        { consentId, customer: { by: 'paymentMethodId', paymentMethodId: 'customer-1' } },
      ],
    ]);
  });

  it('lets its form lead to us only, and tells nobody where else users are sent', async () => {
    page = await visitor.openWith(await visitor.session());
    expect(page.headers['content-security-policy']).toContain("form-action 'self';");
    expect(JSON.stringify(page)).not.toMatch(/partner\.example|8090/);
    page = await visitor.open();
    expect(page.headers['content-security-policy']).toContain("form-action 'none';");
    expect(JSON.stringify(page)).not.toMatch(/partner\.example|8090/);
  });

  it('says who asks for what and goes to the wallet app when there is no session', async () => {
    page = await visitor.open();
    expect(page.status).toBe(200);
    expect(page.body).toContain('<bdi>Shop &amp; Co</bdi> asks for your consent');
    expect(page.body).toContain(
      `href="https://app.wallet.example/login?from=consent&amp;return=https%3A%2F%2Fwallet.example%2Fconsent%2F${consentId}"`,
    );
    expect(page.body).not.toMatch(/<form|session has ended/);
    expect(commands.asked).toMatchObject([{ payload: { consentId } }]);
    expect(commands.asked[0]?.payload).not.toHaveProperty('customer');
  });

  it.each([
    ['is no token', () => Promise.resolve('nonsense')],
    ['has expired', () => visitor.session({ sub: 'customer-1', aud: `consent:${consentId}`, exp: 1 })],
    ['is of another consent', () => visitor.session({ sub: 'customer-1', aud: 'consent:another', exp: 4e9 })],
  ])('says so when the session %s', async (_, session) => {
    page = await visitor.openWith(await session());
    expect(page.status).toBe(200);
    expect(page.body).toContain('<p class="note" role="status">Your session has ended.</p>');
    expect(page.body).toContain('Continue in the wallet’s app');
    expect(page.body).not.toContain('<form');
  });

  it('takes a repeated session for none', async () => {
    page = await visitor.open(`${pagePath}?session=a&session=b`);
    expect(page.body).toContain('Continue in the wallet’s app');
    expect(page.body).not.toContain('session has ended');
  });

  it('writes what others chose as text', async () => {
    const name = `<script>alert(1)</script>"'><img src=x onerror=alert(1)>&amp;\u202e`;
    commands.answer = visitor.page({ authClientName: name, userLoginId: '<b>852</b>' });
    page = await visitor.openWith(await visitor.session());
    const written =
      '&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&gt;&lt;img src=x onerror=alert(1)&gt;&amp;amp;\u202e';
    expect(page.body).toContain(`<bdi>${written}</bdi>`);
    expect(page.body).toContain('&lt;b&gt;852&lt;/b&gt;');
  });

  it.each([
    ['given', 'You have given your consent to <bdi>Shop &amp; Co</bdi>'],
    ['refused', 'You have refused <bdi>Shop &amp; Co</bdi>'],
  ] as const)('says that consent was %s', async (status, text) => {
    commands.answer = visitor.page({ status });
    page = await visitor.openWith(await visitor.session());
    expect(page).toMatchObject({ status: 200, body: expect.stringContaining(text) as string });
    expect(page.body).not.toContain('<form');
  });

  it('leads who gave consent back with the code while it lives, and nobody else', async () => {
    commands.answer = visitor.page({ status: 'given', sealedAuthCode: visitor.sealedCode() });
    page = await visitor.openWith(await visitor.session());
    const url = `https://shop.example/back?order=1&amp;authCode=${authCode}&amp;authState=state%201`;
    expect(page.body).toContain(`href="${url}"`);
    commands.answer = visitor.page({ status: 'given' });
    page = await visitor.openWith(await visitor.session());
    expect(page.body).not.toContain('shop.example');
  });

  it('says that the request has expired', async () => {
    commands.answer = visitor.page({ status: 'expired' });
    page = await visitor.openWith(await visitor.session());
    expect(page).toMatchObject({ status: 410, body: expect.stringContaining('This request has expired') as string });
  });

  it('has no question for an account that the wallet does not know', async () => {
    commands.answer = visitor.page({ userLoginId: undefined });
    page = await visitor.openWith(await visitor.session());
    expect(page).toMatchObject({ status: 403, body: expect.stringContaining('This account cannot be used') as string });
  });

  it.each([
    ['javascript:', 'javascript:alert(1)'],
    ['a host that is not allowed any more', 'https://evil.example/'],
    ['a host that only looks allowed', 'https://shop.example@evil.example/'],
    ['the metadata address', 'http://169.254.169.254/latest/meta-data'],
  ])('asks nothing that would end at %s', async (_, authRedirectUrl) => {
    commands.answer = visitor.page({ authRedirectUrl });
    page = await visitor.openWith(await visitor.session());
    expect(page).toMatchObject({ status: 422, body: expect.stringContaining('cannot be completed') as string });
    expect(page.body).not.toContain(new URL(authRedirectUrl).host || 'alert');
  });

  it.each([
    ['an unknown consent', refused('ConsentNotFound' as const), 404, 'There is no such request'],
    ['no answer', unknown('no-answer' as const), 503, 'We cannot tell right now'],
    ['a fault', unknown('fault' as const), 503, 'We cannot tell right now'],
    ['an answer of another kind', { outcome: 'done', result: { kind: 'verified' } } as const, 500, 'wrong on our side'],
  ])('is readable for %s', async (_, answer, status, text) => {
    commands.answer = answer;
    page = await visitor.open();
    expect(page).toMatchObject({ status, body: expect.stringContaining(text) as string });
    expect(page.headers['retry-after']).toBe(status === 503 ? '5' : undefined);
  });

  it('is shed when too many calls wait', async () => {
    commands.waiting = 6;
    page = await visitor.open();
    expect(page).toMatchObject({ status: 429, headers: { 'retry-after': '5' } });
    expect(commands.asked).toEqual([]);
  });

  it.each([
    '/consent/',
    '/consent/short',
    `${pagePath}x`,
    `${pagePath}/`,
    `/consent//${consentId}`,
    '/consent/%41bCdEfGhIjKlMnOpQrStUv',
    '/consent/-/-',
    '/consent/%zz',
  ])('knows no %s', async (path) => {
    page = await visitor.open(path);
    expect(page.status).toBe(404);
    expect(commands.asked).toEqual([]);
  });

  it.each(['PUT', 'DELETE'] as const)('takes no %s', async (method) => {
    page = await visitor.open(pagePath, method);
    expect(page.status).toBe(404);
  });
});

describe('around the consent page', () => {
  const gateway = new GatewayUnderTest();
  const visitor = new ConsentVisitor(gateway);

  beforeAll(() => gateway.start());
  afterAll(() => gateway.stop());

  it('is one style sheet', async () => {
    const { status, headers, body } = await visitor.open('/consent/style.css');
    expect(status).toBe(200);
    expect(headers).toMatchObject({ 'content-type': 'text/css; charset=utf-8', 'x-content-type-options': 'nosniff' });
    expect(body).toContain(':focus-visible');
    expect(body).not.toMatch(/url\(|@import/);
  });

  it('is not what else begins like it', async () => {
    for (const path of ['/consent', '/consents/x', '//consent/x'])
      expect((await gateway.call(path, {})).status).toBe(404);
  });
});
