import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { eventually } from '@wallet/testkit';
import type { Page } from 'playwright-core';
import { request } from 'undici';
import { Binding, tokenPayment, tokensOf } from './support/binding';
import { startPhone, type Phone, type PhoneOptions } from './support/browser';
import { resultOf } from './support/easy-pay';
import { startWallet, type Customer, type Wallet } from './support/wallet';

const authCodeForm = /^281\d{3}13[0-9A-Za-z]{24}$/;

/** A user in a browser, from the merchant's redirect on. */
class Consent {
  readonly authState = `state & more ${Math.random()}`;
  private authUrl = '';

  constructor(
    readonly wallet: Wallet,
    readonly binding: Binding,
  ) {}

  async prepare(): Promise<this> {
    const prepared = await this.binding.prepare({
      authorizationAction: undefined,
      userLoginId: undefined,
      userLoginIdType: undefined,
      authRedirectUrl: `${this.wallet.stack.simulatorUrl}/merchant/return?x=1`,
      authState: this.authState,
      authClientDisplayName: 'Harbour Coffee',
      scopes: ['AGREEMENT_PAY', 'USER_LOGIN_ID'],
    });
    expect(resultOf(prepared)).toBe('S SUCCESS');
    this.authUrl = String(prepared.answer!.authUrl);
    return this;
  }

  async visit({ context }: Phone): Promise<Page> {
    const page = await context.newPage();
    await page.goto(this.authUrl);
    return page;
  }

  /** Opens the page, logs in to the wallet's app and comes back. */
  async open(phone: Phone, customer: Customer = this.binding.customer): Promise<Page> {
    const page = await this.visit(phone);
    await page.getByRole('link', { name: 'Continue in the wallet’s app' }).click();
    await page.getByLabel('Mobile number').fill(customer.loginId);
    await page.getByRole('button').click();
    await page.waitForURL(`${this.authUrl}?session=*`);
    return page;
  }

  async returns(): Promise<{ authCode?: string }[]> {
    const url = `${this.wallet.stack.simulatorUrl}/merchant/returns?authState=${encodeURIComponent(this.authState)}`;
    return (await (await request(url)).body.json()) as { authCode?: string }[];
  }

  /** As if this had happened to what auth has stored. */
  async change(assignment: string): Promise<void> {
    const { authClientId, referenceAgreementId } = this.binding;
    const sql = `update auth.preparation set ${assignment} where auth_client_id = $1 and reference_agreement_id = $2`;
    await this.wallet.rows(sql, [authClientId, referenceAgreementId]);
  }
}

const heading = (page: Page) => page.getByRole('heading', { level: 1 }).innerText();
const allow = (page: Page) => page.getByRole('button', { name: 'Allow' }).click();
const refuse = (page: Page) => page.getByRole('button', { name: 'Refuse' }).click();

/** The browser is at the merchant; what it brought along. */
async function broughtBack(page: Page): Promise<Record<string, string>> {
  await page.waitForURL('**/merchant/return?**');
  return Object.fromEntries(new URL(page.url()).searchParams);
}

describe('the consent page in a browser', () => {
  let wallet: Wallet;
  let phone: Phone;
  const consent = async () => new Consent(wallet, new Binding(wallet, await wallet.customer())).prepare();

  beforeAll(async () => {
    phone = await startPhone({ script: false });
    wallet = await startWallet('consent');
  }, 600_000);
  afterAll(async () => {
    await phone.close();
    await wallet.stop();
  }, 60_000);

  it('asks who asks for what; consent given leads back with a code that pays', async () => {
    const asked = await consent();
    const page = await asked.open(phone);
    expect(await heading(page)).toBe('Harbour Coffee asks for your consent');
    expect(await page.getByRole('listitem').allInnerTexts()).toEqual([
      'Take payments from your wallet, without asking you for a code each time',
      'See the phone number that you log in with',
    ]);
    expect(await page.getByRole('definition').allInnerTexts()).toEqual([
      `852-***${asked.binding.customer.loginId.slice(-4)}`,
      new URL(wallet.stack.simulatorUrl).host,
    ]);
    const { CONSENT_SCREENSHOT: path } = process.env;
    if (path) await page.screenshot({ path, fullPage: true });
    await allow(page);
    const { authCode = '', ...rest } = await broughtBack(page);
    expect(rest).toEqual({ x: '1', authState: asked.authState });
    expect(authCode).toMatch(authCodeForm);
    await eventually(async () => {
      expect(await asked.binding.notices()).toMatchObject([
        { signature: 'valid', answered: 'S', body: { authorizationNotifyType: 'AUTHCODE_CREATED', authCode } },
      ]);
    });
    const tokens = tokensOf(await asked.binding.applyToken({ grantType: 'AUTHORIZATION_CODE', authCode }));
    expect(resultOf(await wallet.call('pay', tokenPayment(tokens.accessToken)))).toBe('S SUCCESS');
  });

  it('leads back without a code when consent is refused', async () => {
    const asked = await consent();
    const page = await asked.open(phone);
    await refuse(page);
    expect(await broughtBack(page)).toEqual({ x: '1', error: 'access_denied', authState: asked.authState });
    const again = await asked.visit(phone);
    expect(await heading(again)).toBe('You have refused Harbour Coffee');
    await again.getByRole('link', { name: 'Go back to Harbour Coffee' }).click();
    expect(await broughtBack(again)).not.toHaveProperty('authCode');
    expect(await asked.returns()).toHaveLength(2);
    expect(await asked.binding.notices()).toEqual([]);
  });

  it('takes no answer once it has expired, and leads nowhere', async () => {
    const asked = await consent();
    const page = await asked.open(phone);
    await asked.change(`consent_expires_at = now() - interval '1 second'`);
    await allow(page);
    await page.getByRole('heading', { name: 'This request has expired' }).waitFor();
    expect(await heading(await asked.visit(phone))).toBe('This request has expired');
    expect(await asked.returns()).toEqual([]);
    expect(await asked.binding.notices()).toEqual([]);
  });

  it('opened twice, has one answer: the same code again, and nothing for anybody else', async () => {
    const asked = await consent();
    const other = await wallet.customer();
    const pages = await Promise.all([
      asked.open(phone),
      asked.open(phone),
      asked.open(phone),
      asked.open(phone, other),
    ]);
    const [first, second, third, foreign] = pages;
    const address = first.url();
    await allow(first);
    const brought = await broughtBack(first);
    await allow(second);
    expect(await broughtBack(second)).toEqual(brought);
    await refuse(third);
    const link = third.getByRole('link', { name: 'Go back to Harbour Coffee' });
    expect(await heading(third)).toBe('You have given your consent to Harbour Coffee');
    await link.click();
    expect(await broughtBack(third)).toEqual(brought);
    await allow(foreign);
    await foreign.getByRole('heading', { name: 'You have given your consent' }).waitFor();
    expect(await foreign.getByRole('link').count()).toBe(0);
    await eventually(async () => expect(await asked.binding.notices()).toHaveLength(1));

    tokensOf(await asked.binding.applyToken({ grantType: 'AUTHORIZATION_CODE', authCode: brought.authCode }));
    await first.goto(address);
    expect(await heading(first)).toBe('You have given your consent to Harbour Coffee');
    expect(await first.getByRole('link').count()).toBe(0);
  });

  it.each([
    ['javascript:', `auth_redirect_url = 'javascript:document.title=1//'`],
    ['a host that is not allowed', `auth_redirect_url = 'https://evil.example/back'`],
    ['a host that only looks allowed', `auth_redirect_url = 'http://127.0.0.1@evil.example/back'`],
    ['a broken state', `auth_state = E'a\\r\\nb'`],
  ])('sends nobody to %s and fetches nothing', async (_, assignment) => {
    const asked = await consent();
    const page = await asked.open(phone);
    await asked.change(assignment);
    const requested: string[] = [];
    phone.context.on('request', (sent) => requested.push(sent.url()));
    expect(await heading(await asked.visit(phone))).toBe('This request cannot be completed');
    await allow(page);
    await page.getByRole('heading', { name: 'This request cannot be completed' }).waitFor();
    phone.context.removeAllListeners('request');
    expect(new Set(requested.map((url) => new URL(url).origin))).toEqual(new Set([wallet.stack.gatewayUrls[0]]));
    expect(await asked.returns()).toEqual([]);
  });

  it('works where cookies are blocked', async () => {
    await withPhone({ cookies: false }, async (strict) => {
      expect(await keepsCookies(strict)).toBe(false);
      const asked = await consent();
      const page = await asked.open(strict);
      await allow(page);
      expect((await broughtBack(page)).authCode).toMatch(authCodeForm);
    });
  }, 120_000);

  it('works with script on: sets no cookie, breaks no rule of its own, and the keyboard is enough', async () => {
    await withPhone({}, async (usual) => {
      expect(await keepsCookies(usual)).toBe(true);
      await usual.context.clearCookies();
      const asked = await consent();
      const ours = String(wallet.stack.gatewayUrls[0]);
      const complaints: string[] = [];
      usual.context.on('console', (message) => {
        if (message.location().url.startsWith(ours)) complaints.push(message.text());
      });
      const page = await asked.open(usual);
      await page.keyboard.press('Tab');
      expect(await page.locator('button:focus').innerText()).toBe('Allow');
      await page.keyboard.press('Enter');
      expect((await broughtBack(page)).authCode).toMatch(authCodeForm);
      expect(complaints).toEqual([]);
      expect(await usual.context.cookies()).toEqual([]);
    });
  }, 120_000);
});

async function withPhone(options: PhoneOptions, use: (phone: Phone) => Promise<void>): Promise<void> {
  const phone = await startPhone(options);
  try {
    await use(phone);
  } finally {
    await phone.close();
  }
}

/** Whether a cookie that a server sets comes back: the proof that the others above are blocked. */
async function keepsCookies({ context }: Phone): Promise<boolean> {
  const cookies: (string | undefined)[] = [];
  const server = createServer((received, response) => {
    cookies.push(received.headers.cookie);
    response.setHeader('set-cookie', 'taste=good').end('a page');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const page = await context.newPage();
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  await page.goto(url);
  await page.goto(`${url}again`);
  await page.close();
  server.closeAllConnections();
  server.close();
  return cookies.includes('taste=good');
}
