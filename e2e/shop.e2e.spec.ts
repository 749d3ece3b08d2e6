import { eventually } from '@wallet/testkit';
import type { Page } from 'playwright-core';
import { startPhone, type Phone } from './support/browser';
import { readCode } from './support/easy-pay';
import { startWallet, type Customer, type Wallet } from './support/wallet';

describe("the simulator's shop in a browser", () => {
  let wallet: Wallet;
  let phone: Phone;

  beforeAll(async () => {
    phone = await startPhone({ script: false });
    wallet = await startWallet('shop', { env: { gateway: { PAY_WALL_MS: '1500' } } });
  }, 600_000);
  afterAll(async () => {
    await phone.close();
    await wallet.stop();
  }, 60_000);

  const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
  const heading = (page: Page) => page.getByRole('heading', { level: 1 }).innerText();

  /** At `localhost`, which is not how the simulator was told to call itself. */
  async function open(customer: Customer): Promise<Page> {
    const page = await phone.context.newPage();
    await page.goto(wallet.stack.simulatorUrl.replace('127.0.0.1', 'localhost'));
    await page.getByLabel('Mobile number').fill(customer.loginId);
    return page;
  }

  async function enterCode(page: Page, customer: Customer, button: string): Promise<void> {
    await page.getByRole('textbox', { name: 'Code' }).fill(readCode((await wallet.sms(customer.loginId))[0]!.text));
    await press(page, button);
  }

  /** What the page's link shows, oldest first. */
  async function wireOf(page: Page): Promise<string[]> {
    await page.getByRole('link', { name: 'What happened on the wire' }).click();
    expect(await page.content()).not.toMatch(/281\d{3}0[13]\w{8}/);
    return page.getByRole('heading', { level: 2 }).allInnerTexts();
  }

  async function payAgain(page: Page, { loginId }: Customer): Promise<void> {
    await page.getByRole('link', { name: 'Shop' }).click();
    await press(page, `Pay HKD 12050 again for ${loginId}, without a code`);
    expect(await heading(page)).toBe('Paid');
  }

  it('binds by a code and then pays without one', async () => {
    const customer = await wallet.customer();
    const page = await open(customer);
    await press(page, 'Bind by a code');
    await page.getByLabel('Code').fill('1');
    await press(page, 'Bind');
    expect(await page.locator('body').innerText()).toContain('not right');
    await enterCode(page, customer, 'Bind');
    expect(await heading(page)).toBe('Bound');
    await payAgain(page, customer);
    expect(await wallet.balance(customer)).toBe('987950');
    expect(await wireOf(page)).toContainEqual(expect.stringMatching(/^pay: S SUCCESS/));
  });

  it("binds on the wallet's page, also after a refusal", async () => {
    const customer = await wallet.customer();
    for (const [decision, outcome] of [
      ['Refuse', 'Not bound'],
      ['Allow', 'Bound'],
    ] as const) {
      const page = await open(customer);
      await press(page, 'Bind on the wallet’s page');
      await page.getByRole('link', { name: 'Continue in the wallet’s app' }).click();
      expect(await page.getByRole('link', { name: 'What happened on the wire' }).getAttribute('href')).toMatch(
        /\?id=\d+/,
      );
      await page.getByLabel('Mobile number').fill(customer.loginId);
      await page.getByRole('button').click();
      await press(page, decision);
      await page.waitForURL('**/shop/bindings/*/return?**');
      expect(await heading(page)).toBe(outcome);
      if (decision === 'Refuse') continue;
      const wire = await wireOf(page);
      expect(wire.slice(0, 1)).toEqual(['prepare: S SUCCESS']);
      expect(wire).toContainEqual('applyToken: S SUCCESS');
      await payAgain(page, customer);
    }
  }, 60_000);

  it('asks again when the wallet cannot say', async () => {
    const customer = await wallet.customer();
    const page = await open(customer);
    await wallet.stack.process('payments-1').kill('SIGSTOP');
    await press(page, 'Pay with the wallet');
    expect(await heading(page)).toBe('Unknown, ask again');
    await wallet.stack.process('payments-1').kill('SIGCONT');
    await eventually(async () => {
      if ((await heading(page)) === 'Unknown, ask again') await press(page, 'Ask again');
      expect(await heading(page)).toBe('Enter the code');
    });
    await enterCode(page, customer, 'Pay');
    expect(await heading(page)).toBe('Paid');
  }, 60_000);
});
