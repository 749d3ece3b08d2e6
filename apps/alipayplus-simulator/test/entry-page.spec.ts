import { parse } from 'node-html-parser';
import { request } from 'undici';
import type { JsonObject } from '../src/wire/exchange';
import { FakeWallet } from './fake-wallet';

const wallet = 'Mozilla/5.0 (Linux) Mobile AlipayConnect';

describe("the page of a merchant's entry code", () => {
  let fake: FakeWallet;

  beforeAll(async () => {
    fake = await new FakeWallet().start();
  });
  afterAll(() => fake.stop());

  async function load(path: string, fields?: Record<string, string>, userAgent = 'Mozilla/5.0 (desktop)') {
    const form = { method: 'POST', body: new URLSearchParams(fields).toString() } as const;
    const headers = { 'user-agent': userAgent, 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await request(fake.simulatorUrl + path, { headers, ...(fields && form) });
    const html = await answer.body.text();
    return { status: answer.statusCode, location: answer.headers.location, page: parse(html) };
  }

  it('asks for an amount in the money of the merchant', async () => {
    const { page } = await load('/entry/tokyo-ramen?payTo=KRW');
    expect(page.querySelector('h1')?.text).toBe('東京ラーメン横丁');
    expect(page.querySelector('label')?.text).toContain('Amount in JPY');
    expect(page.querySelector('input[name=amount]')?.getAttribute('inputmode')).toBe('numeric');
    expect(page.querySelector('input[name=payTo]')?.getAttribute('value')).toBe('KRW');
    expect((await load('/entry/nowhere')).status).toBe(400);
  });

  it('sends a wallet on to the order code, whose order knows shop and browser', async () => {
    const { status, location } = await load('/entry/kuwait-dates', { amount: '2.75', payTo: 'HKD' }, wallet);
    expect(status).toBe(303);
    const { body } = await fake.call('userInitiatedPay', { codeValue: String(location), customerId: 'c-1' });
    expect(body).toMatchObject({
      paymentAmount: { currency: 'KWD', value: '2750' },
      payToAmount: { currency: 'HKD', value: '6980' },
      order: { merchant: { store: { storeName: 'فرع الصالحية' } }, env: { userAgent: wallet } },
    });
  });

  it('shows any other browser the code, to be scanned', async () => {
    const { status, page } = await load('/entry/hongkong-tea', { amount: '48.5', payTo: 'HKD' });
    const codeValue = page.querySelector('code')?.text ?? '';
    expect(status).toBe(200);
    expect(await fake.simulate(`/scan/order-codes?codeValue=${encodeURIComponent(codeValue)}`)).toMatchObject({
      state: 'open',
      fields: { paymentAmount: { currency: 'HKD', value: '4850' } },
    });
  });

  it('has the limits of the Chinese mainland', async () => {
    const { location } = await load('/entry/shanghai-noodles', { amount: '501', payTo: 'HKD' }, wallet);
    const { body } = await fake.call('userInitiatedPay', { codeValue: String(location), customerId: 'c-1' });
    expect((body.actionForm as JsonObject).actionType).toBe('HANDLE_BY_SDK');
  });

  it.each(['9.5', '"><b>', ''])('asks again for what is no amount: %s', async (amount) => {
    const { status, page } = await load('/entry/tokyo-ramen', { amount, payTo: 'HKD' });
    expect(status).toBe(400);
    expect(page.querySelector('[role=alert]')?.text).toContain('give a whole number');
    expect(page.querySelectorAll('b')).toHaveLength(0);
  });
});
