import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { seed, showPayment, type StackAddresses } from '@wallet/local-stack';
import { request } from 'undici';
import { EasyPayOrder, resultOf } from './support/easy-pay';
import { operatorCli, operatorText, sure } from './support/operator-cli';
import { startWallet, type Customer, type Wallet } from './support/wallet';

/** The stack's own directory in the place of auth's tables, and customers whom nobody has seen before. */
describe('customers of a directory elsewhere', () => {
  let wallet: Wallet;
  let directory: NonNullable<StackAddresses['directory']>;
  beforeAll(async () => {
    rmSync(join(__dirname, '../.local/e2e/directory'), { recursive: true, force: true });
    wallet = await startWallet('directory', { env: { common: { CUSTOMER_DIRECTORY: 'http' } } });
    directory = wallet.stack.directory!;
  }, 120_000);
  afterAll(() => wallet.stop(), 40_000);

  let last = 0;
  /** Known to the directory only. */
  function newCustomers(count: number): Customer[] {
    const numbers = Array.from({ length: count }, () => String(63_000_000 + ++last));
    const entries = JSON.parse(readFileSync(directory.customersFile, 'utf8')) as object[];
    const added = numbers.map((number) => ({
      customerId: `New-${number}`,
      status: 'ACTIVE',
      kycLevel: 1,
      mobileNumber: `+852${number}`,
    }));
    writeFileSync(directory.customersFile, JSON.stringify([...entries, ...added]));
    return numbers.map((number) => ({ loginId: `852-${number}`, customerId: `New-${number}` }));
  }
  const credit = (reference: string, transfer: string) => [
    ...['customer', 'credit', reference, '--amount', '50000', '--currency', 'HKD', '--reference', transfer],
    ...sure,
  ];
  const accounts = ({ customerId }: Customer) =>
    wallet.rows('select balance::text, currency from payments.account where customer_id = $1', [customerId]);

  it('has the demo customers, who pay', async () => {
    for (let time = 0; time < 2; time++) await seed(wallet.stack, { customers: 'credited', currency: 'HKD' });
    expect(await showPayment(wallet.stack.stackFile, undefined)).toBe(0);
    expect(await accounts({ customerId: 'C-1', loginId: '' })).toEqual([{ balance: '4987950', currency: 'HKD' }]);
  });

  it('answers the first command of each at once, many at a time, and never unknown', async () => {
    const customers = newCustomers(24);
    const first = (customer: Customer, index: number) => {
      const order = new EasyPayOrder(wallet, customer);
      return index % 2 === 0 ? order.evaluate() : wallet.call('pay', order.order());
    };
    const answers = await Promise.all(customers.map(first));
    expect([...new Set(answers.map((exchange) => resultOf(exchange)))]).toEqual(['F USER_BALANCE_NOT_ENOUGH']);
    for (const customer of customers) expect(await accounts(customer)).toEqual([{ balance: '0', currency: 'HKD' }]);
  });

  it('credits whom nobody has seen, by number or id, in one call, once for each reference', async () => {
    const [byNumber, byId] = newCustomers(2) as [Customer, Customer];
    for (let time = 0; time < 2; time++) {
      await operatorCli(wallet, ...credit(byNumber.loginId, 'T-number'));
      await operatorCli(wallet, ...credit(byId.customerId, 'T-id'));
    }
    for (const each of [byNumber, byId]) expect(await accounts(each)).toEqual([{ balance: '50000', currency: 'HKD' }]);
    await expect(operatorText(wallet, ...credit('852-69999999', 'T-none'))).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('there is no customer') as string,
    });
  });

  it('sets limits of whom nobody has seen, and they hold for the first payment', async () => {
    const [customer] = newCustomers(1) as [Customer];
    await operatorCli(wallet, 'customer', 'limits', customer.loginId, '--single', '12049', ...sure);
    await operatorCli(wallet, ...credit(customer.loginId, 'T-limits'));
    expect(resultOf(await new EasyPayOrder(wallet, customer).evaluate())).toBe('F PAYMENT_AMOUNT_EXCEED_LIMIT');
  });

  it('freezes him where he is kept, and auth keeps who did it and why', async () => {
    const [customer] = newCustomers(1) as [Customer];
    await operatorCli(wallet, ...credit(customer.loginId, 'T-frozen'));
    const { statusCode, body } = await request(`${directory.url}/customers/${customer.customerId}/status`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${readFileSync(directory.tokenFile, 'utf8').trim()}` },
      body: JSON.stringify({ status: 'FROZEN', operator: 'desk 3', reason: 'lost his phone' }),
    });
    expect([statusCode, await body.json()]).toEqual([200, { changed: true, version: 2 }]);
    expect(resultOf(await new EasyPayOrder(wallet, customer).evaluate())).toBe('F USER_STATUS_ABNORMAL');
    const sql = 'select action, operator, reason from auth.operator_action where customer_id = $1';
    const note = { operator: 'desk 3', reason: 'lost his phone' };
    expect(await wallet.rows(sql, [customer.customerId])).toEqual([{ action: 'STATUS', ...note }]);
  });

  it('keeps sound books', () => wallet.expectSoundBooks());
});
