import { createServer, type AddressInfo, type Server } from 'node:net';
import { eventually } from '@wallet/testkit';
import { Binding } from './support/binding';
import { EasyPayOrder, resultOf } from './support/easy-pay';
import { changedBy, tablesOf } from './support/stored-state';
import { startWallet, type Exchange, type JsonObject, type Wallet } from './support/wallet';

const success = 'S SUCCESS';
const illegal = 'F PARAM_ILLEGAL';
const inconsistent = 'F REPEAT_REQ_INCONSISTENT';
const notSendable = 'F PROCESS_FAIL';
const tooMany = 'U REQUEST_TRAFFIC_EXCEED_LIMIT';
const scopeNames = ['AGREEMENT_PAY', 'BASE_USER_INFO', 'USER_INFO', 'USER_LOGIN_ID', 'HASH_LOGIN_ID', 'SEND_OTP'];
const metadata = '169.254.169.254';

/** reliability.md §10 F, rows 112 to 116, 125 and 126: what may not be sent, prepared or redirected to. */
describe('bad prepare and sendOTP calls', () => {
  let wallet: Wallet;
  /** Counts who connects. One of its names is an allowed host, another one is not. */
  let trap: Server;
  let trapPort: number;
  let visits = 0;

  beforeAll(async () => {
    trap = createServer((socket) => {
      visits++;
      socket.destroy();
    });
    await new Promise<void>((resolve) => trap.listen(0, '127.0.0.1', resolve));
    trapPort = (trap.address() as AddressInfo).port;
    wallet = await startWallet('bad-inputs-prepare', {
      env: { gateway: { AUTH_REDIRECT_HOSTS: `localhost:${trapPort},shop.example,*.shops.example` } },
    });
  }, 120_000);
  afterAll(async () => {
    await wallet.stop();
    trap.close();
  }, 40_000);

  const newBinding = async () => new Binding(wallet, await wallet.customer());
  const messages = async ({ customer }: Binding) => (await wallet.sms(customer.loginId)).length;
  const changing = async (tables: readonly string[], act: () => Promise<unknown>) =>
    expect(await changedBy(wallet, act)).toEqual(tables);
  const redirect = async (binding: Binding, over: JsonObject) => wallet.call('prepare', binding.redirection(over));

  it('row 112: within the cool-down sendOTP answers the current id and sends nothing', async () => {
    const binding = await newBinding();
    const { accessToken } = await binding.bind();
    const order = new EasyPayOrder(wallet, binding.customer);
    const id = await order.open();
    const byToken = await binding.sendOtp(accessToken);
    expect(resultOf(byToken)).toBe(success);
    const sent = await messages(binding);
    await changing([], async () => {
      const again = await order.sendOtp();
      expect([resultOf(again), again.answer?.verifyRequestId]).toEqual([success, id]);
      expect((await binding.sendOtp(accessToken)).answer).toEqual(byToken.answer);
    });
    expect(await messages(binding)).toBe(sent);
  });

  it('row 114: sendOTP for an unknown order or token sends nothing', async () => {
    const binding = await newBinding();
    const order = new EasyPayOrder(wallet, binding.customer);
    await changing([], async () => {
      expect(resultOf(await order.sendOtp())).toBe('F ORDER_NOT_EXIST');
      expect(resultOf(await binding.sendOtp(`28160003${'0'.repeat(32)}`))).toBe('F INVALID_TOKEN');
      expect(resultOf(await binding.sendOtp(binding.customer.customerId))).toBe('F INVALID_TOKEN');
    });
    expect(await messages(binding)).toBe(0);
  });

  it.each<[string, (other: Binding) => JsonObject]>([
    ['scopes', () => ({ scopes: ['USER_INFO'] })],
    ['scopes, one more', () => ({ scopes: ['AGREEMENT_PAY', 'SEND_OTP', 'USER_INFO'] })],
    ['authClientName', () => ({ authClientName: 'Other' })],
    ['referenceMerchantId', () => ({ referenceMerchantId: 'other' })],
    ['authRedirectUrl', () => ({ authRedirectUrl: 'https://other.example/' })],
    ['userLoginId', ({ customer }) => ({ userLoginId: customer.loginId })],
    ['flow', (other) => other.redirection({ authRedirectUrl: 'https://shop.example/' })],
  ])('row 115: a prepare again with other %s is inconsistent', async (_, over) => {
    const [binding, other] = [await newBinding(), await newBinding()];
    await binding.prepared();
    const { authClientId, referenceAgreementId } = binding;
    await changing([], async () => {
      const again = await binding.prepare({ ...over(other), authClientId, referenceAgreementId });
      expect(resultOf(again)).toBe(inconsistent);
    });
    expect([await messages(binding), await messages(other)]).toEqual([1, 0]);
  });

  it('row 115: the same prepare 50 times at once, and again, is one code and one SMS', async () => {
    const binding = await newBinding();
    const answers = await Promise.all(Array.from({ length: 50 }, () => binding.prepare()));
    expect(new Set(answers.map(({ answer }) => JSON.stringify(answer))).size).toBe(1);
    expect(resultOf(answers[0]!)).toBe(success);
    await changing([], async () => {
      for (const over of [
        { scopes: ['SEND_OTP', 'AGREEMENT_PAY', 'SEND_OTP'] },
        { authState: 'other' },
        { osType: '' },
      ])
        expect((await binding.prepare(over)).answer).toEqual(answers[0]!.answer);
    });
    expect(await messages(binding)).toBe(1);
  });

  it.each(['refused', 'error', 'hang'])('row 116: the SMS provider is down (%s): U, until a repeat', async (sms) => {
    const binding = await newBinding();
    await wallet.plan({ subject: binding.customer.loginId, sms: [sms] });
    expect(resultOf(await binding.prepare())).toBe('U UNKNOWN_EXCEPTION');
    expect(await messages(binding)).toBe(0);
    const { preparation, code } = await eventually(() => binding.prepared());
    expect(resultOf(await binding.verificationGrant(preparation, code))).toBe(success);
    expect(await messages(binding)).toBe(1);
  });

  it.each<[string, unknown]>([
    ['an unknown one', ['PAY_ALL']],
    ['an unknown one beside a known', ['AGREEMENT_PAY', 'PAY_ALL']],
    ['1,000 unknown', Array.from({ length: 1000 }, (_, index) => `SCOPE_${index}`)],
    ['1,000 times a known', Array.from({ length: 1000 }, () => 'AGREEMENT_PAY')],
    ['11 of the known', [...scopeNames, ...scopeNames.slice(0, 5)]],
    ['another case', ['agreement_pay']],
    ['a space', ['AGREEMENT_PAY ']],
    ['one text of two', 'AGREEMENT_PAY,USER_INFO'],
    ['none', []],
    ['absent', undefined],
    ['null in it', ['AGREEMENT_PAY', null]],
    ['a list in it', [['AGREEMENT_PAY']]],
    ['an object', { 0: 'AGREEMENT_PAY', length: 1 }],
    ['__proto__', ['__proto__']],
  ])('row 125: scopes: %s is refused', async (_, scopes) => {
    const binding = await newBinding();
    await changing([], async () => {
      expect(resultOf(await binding.prepare({ scopes }))).toBe(illegal);
      expect(resultOf(await redirect(binding, { scopes, authRedirectUrl: 'https://shop.example/' }))).toBe(illegal);
    });
    expect(await messages(binding)).toBe(0);
  });

  /** With the port of the trap in place of `PORT`. */
  const trapped = (url: string): string => url.replaceAll('PORT', String(trapPort));
  const neverAnAddress = [
    'javascript:alert(1)',
    'JavaScript:alert(1)//https://shop.example/',
    'java\tscript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'file:///etc/passwd',
    'ftp://shop.example/',
    '//shop.example/',
    '/relative',
    'https:shop.example',
    'https:\\\\shop.example\\',
    'https://shop.example\\@127.0.0.1:PORT/',
    'https://shop.example/ x',
    'https://shop.example/\r\nlocation: https://evil.example/',
    ' https://shop.example/',
    `https://shop.example/${'x'.repeat(2048)}`,
  ];
  const hostNotAllowed = [
    `http://${metadata}/latest/meta-data/`,
    `https://${metadata}/`,
    'http://[::ffff:a9fe:a9fe]/',
    'http://2852039166/',
    'http://0xa9fea9fe/',
    'https://evil.example/',
    'https://evil.example/?https://shop.example/',
    'https://evil.example#shop.example',
    'https://evil.example/shop.example',
    'https://shop.example.evil.example/',
    'https://evilshop.example/',
    'https://shops.example/',
    'https://evil-shops.example/',
    'https://shop.example.',
    'https://shop.example:8443/',
    'http://shop.example/',
    'https://shop.example@evil.example/',
    'https://shop.example:443@evil.example/',
    'https://user:password@shop.example/',
    'https://@shop.example/',
    'https://shop%2eexample/',
    'https://shop。example/',
    'https://ｓhop.example/',
    'http://127.0.0.1:PORT/',
    'http://localhost/',
    'http://localhost:PORT@127.0.0.1:PORT/',
    'http://127.0.0.1:PORT@localhost:PORT/',
    'http://localhost.:PORT/',
    'http://[::1]:PORT/',
    'http://0177.0.0.1:PORT/',
    'http://2130706433:PORT/',
    'HTTP://LOCALHOST:0PORT/',
  ];

  const titled = (addresses: string[]) => addresses.map((address) => [address.slice(0, 60), address] as const);

  it.each(titled([...neverAnAddress, ...hostNotAllowed]))('row 126: nobody is sent to %j', async (_, address) => {
    const binding = await newBinding();
    const authRedirectUrl = trapped(address);
    await changing([], async () => expect(resultOf(await redirect(binding, { authRedirectUrl }))).toBe(illegal));
    expect(visits).toBe(0);
  });

  it.each(['http://localhost:PORT/a?b=c', 'https://shop.example/', 'https://a.b.shops.example:443/#d'])(
    'row 126: a user may be redirected to %j, but we never go there',
    async (address) => {
      const binding = await newBinding();
      const authRedirectUrl = trapped(address);
      const asked = await redirect(binding, { authRedirectUrl });
      expect(resultOf(asked)).toBe(success);
      expect(String(asked.answer?.authUrl)).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/consent\/[0-9A-Za-z]{22}$/);
      await changing([], async () => {
        expect((await redirect(binding, { authRedirectUrl })).answer).toEqual(asked.answer);
        expect(resultOf(await redirect(binding, { authRedirectUrl: 'https://c.shops.example/' }))).toBe(inconsistent);
      });
      expect(visits).toBe(0);
    },
  );

  it.each(titled(neverAnAddress))('row 126: by SMS %j is refused as well', async (_, address) => {
    const binding = await newBinding();
    const authRedirectUrl = trapped(address);
    await changing([], async () => expect(resultOf(await binding.prepare({ authRedirectUrl }))).toBe(illegal));
    expect(await messages(binding)).toBe(0);
  });

  it.each(['https://canary.evil.example/', `http://${metadata}/canary`, 'http://127.0.0.1:PORT/canary'])(
    'row 126: by SMS %j is compared, but neither stored nor fetched',
    async (address) => {
      const binding = await newBinding();
      await binding.prepared({ authRedirectUrl: trapped(address) });
      await changing([], async () =>
        expect(resultOf(await binding.prepare({ authRedirectUrl: 'https://other.example/' }))).toBe(inconsistent),
      );
      for (const table of await tablesOf(wallet)) {
        const found = `select count(*)::int as count from ${table} t where t::text like '%canary%'`;
        expect([table, await wallet.rows(found)]).toEqual([table, [{ count: 0 }]]);
      }
      expect(visits).toBe(0);
    },
  );

  it('row 126: a redirect needs an address, and an authState that fits into one', async () => {
    const binding = await newBinding();
    const authRedirectUrl = 'https://shop.example/';
    await changing([], async () => {
      for (const address of [undefined, '', [authRedirectUrl], 1])
        expect(resultOf(await redirect(binding, { authRedirectUrl: address }))).toBe(illegal);
      for (const authState of [undefined, '', 'a\r\nlocation: x', 'a\0', 'x'.repeat(257), ['a'], 1.5])
        expect(resultOf(await redirect(binding, { authRedirectUrl, authState }))).toBe(illegal);
    });
  });

  it('row 113: the 4th send of an order or token and the 6th to a number in an hour are too many', async () => {
    await wallet.stack.process('otp-1').restart({ OTP_RESEND_SECONDS: '0', OTP_SENDS_PER_NUMBER_HOUR: '5' });
    const binding = await newBinding();
    const refuses = async (send: () => Promise<Exchange>, code = notSendable, tables: string[] = []) => {
      const sent = await messages(binding);
      await changing(tables, async () => {
        const exchange = await send();
        expect([resultOf(exchange), exchange.answer?.verifyRequestId]).toEqual([code, undefined]);
      });
      expect(await messages(binding)).toBe(sent);
    };
    const { accessToken } = await eventually(() => binding.bind(), { timeoutMs: 30_000 });
    const byToken = () => binding.sendOtp(accessToken);
    for (let time = 0; time < 3; time++) expect(resultOf(await byToken())).toBe(success);
    await refuses(byToken);

    const order = new EasyPayOrder(wallet, binding.customer);
    await order.open();
    expect(await messages(binding)).toBe(5);
    await refuses(() => order.sendOtp());
    await refuses(() => new Binding(wallet, binding.customer).prepare(), tooMany, [
      'auth.auth_code',
      'auth.preparation',
      'redis',
    ]);

    const another = new EasyPayOrder(wallet, await wallet.customer());
    await another.open();
    for (let time = 0; time < 2; time++) expect(resultOf(await another.sendOtp())).toBe(success);
    await changing([], async () => expect(resultOf(await another.sendOtp())).toBe(notSendable));
    expect(await wallet.sms(another.customer.loginId)).toHaveLength(3);
  }, 90_000);

  it('keeps sound books through all of it', () => wallet.expectSoundBooks(), 40_000);
});
