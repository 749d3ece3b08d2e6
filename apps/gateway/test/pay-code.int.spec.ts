import { keyedHash } from '@wallet/contracts';
import { done, refused, unknown } from '@wallet/kernel';
import { tokenHashKey } from './gateway-under-test';
import { expectDescribed } from './open-api';
import { codeValue, orderId, path, sample, ScanScene, waiting } from './scanned-codes';

const paying = ['post', '/wallet/v1/codes/pay'] as const;
const says = (resultStatus: string, resultCode: string) => ({ result: { resultStatus, resultCode } });
const unsure = says('U', 'UNKNOWN_EXCEPTION');
const sdkActionPayload = '{"page":"limit"}';
const bySdk = { actionForm: { actionType: 'HANDLE_BY_SDK', sdkActionPayload } };

describe('a scanned code', () => {
  const scene = new ScanScene({ USER_INITIATED_PAY_TIMEOUT_MS: 1_500, USER_INITIATED_PAY_BUDGET_MS: 60_000 });

  beforeAll(() => scene.start());
  beforeEach(() => {
    scene.reset();
    scene.gateway.walletAppCommands.answer = done({ kind: 'scanned-order', order: waiting } as const);
  });
  afterAll(() => scene.stop());

  const pay = async (code = codeValue, sub?: string) => {
    const answer = await scene.api.send('POST', 'codes/pay', { body: { codeValue: code }, ...(sub && { sub }) });
    expectDescribed(paying, answer);
    return answer;
  };
  const commands = () => scene.gateway.walletAppCommands.asked;

  it('becomes the order of the sample, field by field, and the cashier shows 100 JPY and 1000 KRW', async () => {
    expect(await pay()).toMatchObject({ status: 200 });
    expect(scene.alipayplus.received).toMatchObject([{ method: 'POST', url: path }]);
    expect(scene.requests).toEqual([JSON.stringify({ codeValue, customerId: 'customer-1' })]);
    expect(commands()).toHaveLength(1);
    expect(commands()[0]).toMatchObject({ topic: 'auth.scan.command.v1' });
    expect(commands()[0]?.payload).toEqual({
      paymentRequestId: '2020000000000000133',
      customerId: 'customer-1',
      codeHash: keyedHash(`customer-1\n${codeValue}`, tokenHashKey),
      scan: {
        action: 'HANDLE_BY_PSP',
        acquirerId: '1022000000000000001',
        purchase: {
          paymentAmount: { value: '100', currency: 'JPY' },
          payToAmount: { value: '1000', currency: 'KRW' },
          orderAmount: { value: '100', currency: 'JPY' },
          referenceMerchantId: 'M0000000001',
          merchantName: 'UGG',
          storeName: 'UGG-2',
          orderDescription: 'SHOES',
          paymentQuote: { quoteId: '1234567', quoteCurrencyPair: 'JPY/KRW', quotePrice: '10.0000' },
        },
      },
    });
    expect(JSON.stringify(commands())).not.toContain(codeValue);
    expect((await pay()).body).toEqual({
      action: 'PAY',
      order: {
        orderId,
        state: 'waiting',
        createdAt: waiting.createdAt,
        expiresAt: waiting.expiresAt,
        orderAmount: { value: '100', currency: 'JPY' },
        paymentAmount: { value: '100', currency: 'JPY' },
        payToAmount: { value: '1000', currency: 'KRW' },
        walletAmount: { value: '1000', currency: 'KRW' },
        localAmountExact: true,
        quote: { pair: 'JPY/KRW', price: '10.0000' },
        merchantName: 'UGG',
        storeName: 'UGG-2',
        orderDescription: 'SHOES',
        paymentMethod: 'Test Wallet',
        maskedAccount: '****er-1',
        brandLine: 'Powered by Alipay+',
      },
    });
  });

  it('carries what its order says of the end', async () => {
    const over = {
      paymentNotifyUrl: 'https://notify.example/a',
      paymentRedirectURL: 'https://shop.example/done',
      paymentExpiryTime: '2026-03-02T11:05:05+08:00',
      paymentPromoInfo: { paymentPromoDetails: [{ promoId: 'P-1' }] },
    };
    scene.behaviours = [{ ...sample, ...over }];
    await pay();
    expect(commands()[0]?.payload).toMatchObject({
      paymentExpiryTime: '2026-03-02T03:05:05.000Z',
      scan: {
        paymentNotifyUrl: 'https://notify.example/a',
        paymentRedirectUrl: 'https://shop.example/done',
        purchase: { paymentPromoInfo: over.paymentPromoInfo },
      },
    });
  });

  it('is another one for another customer', async () => {
    await pay();
    await pay(codeValue, 'customer-2');
    const [one, other] = commands().map(({ payload }) => payload['codeHash']);
    expect(one).not.toBe(other);
    expect(scene.requests[1]).toContain('customer-2');
  });

  it.each([
    ['U, U, silence, S', [unsure, unsure, 'silence', sample] as const],
    ['an answer that nobody signed', ['unsigned', sample] as const],
    ['an answer that cannot be read', [{ ...sample, paymentAmount: null }, sample] as const],
  ])('is asked about with the very same bytes until Alipay+ decides: %s', async (_, behaviours) => {
    scene.behaviours = [...behaviours];
    expect(await pay()).toMatchObject({ status: 200, body: { action: 'PAY' } });
    expect(scene.requests).toHaveLength(behaviours.length);
    expect(new Set(scene.requests).size).toBe(1);
    expect(scene.topics).toEqual(['auth.scan.command.v1']);
  });

  it.each([
    ['EXPIRED_CODE', 'This code has expired.'],
    ['BUSINESS_NOT_SUPPORT', 'This shop does not take this wallet.'],
    ['A_CODE_OF_TOMORROW', 'This payment is not possible.'],
    ['constructor', 'This payment is not possible.'],
  ])('that Alipay+ refuses says why: %s', async (code, message) => {
    scene.behaviours = [says('F', code)];
    const whatToDo = expect.any(String) as string;
    expect((await pay()).body).toEqual({ action: 'REFUSED', failure: { code, message, whatToDo } });
    expect(scene.requests).toHaveLength(1);
    expect(commands()).toEqual([]);
  });

  it.each([
    ['INVALID_CODE', 'another kind of code', { codeType: 'STORE_CODE' }],
    ['ACCESS_DENIED', 'an order of another wallet', { pspId: '1022000000000000009' }],
    ['PARAM_ILLEGAL', 'two amounts in one currency', { payToAmount: { value: '101', currency: 'JPY' } }],
    [
      'PARAM_ILLEGAL',
      'a rate the wrong way',
      { paymentQuote: { ...sample.paymentQuote, quoteCurrencyPair: 'KRW/JPY' } },
    ],
    [
      'ORDER_IS_CLOSED',
      'a rate of before',
      { paymentQuote: { ...sample.paymentQuote, quoteExpiryTime: '2026-03-02T03:04:05Z' } },
    ],
    ['ORDER_IS_CLOSED', 'an order of before', { paymentExpiryTime: '2026-03-02T03:04:05Z' }],
  ])('is %s, and nothing is kept: %s', async (code, _, over) => {
    scene.behaviours = [{ ...sample, ...over }];
    expect((await pay()).body).toMatchObject({ action: 'REFUSED', failure: { code } });
    expect(commands()).toEqual([]);
  });

  it.each([
    ['of the wallet itself', 'OUR-WALLET-1', { action: 'LOCAL' }],
    ['that the wallet takes none of', 'http://qr.example/28166612', { action: 'REJECT' }],
    ['that nobody knows', 'hello', { action: 'UNSUPPORTED' }],
    ['that opens a page', 'http://shop.example/?a=1', { action: 'OPEN_URL', redirectUrl: 'http://shop.example/?a=1' }],
    ['that opens a page by TLS', 'https://shop.example/', { action: 'OPEN_URL', userAgent: 'AlipayConnect' }],
    ['of 513 characters', `${codeValue}${'1'.repeat(513 - codeValue.length)}`, { failure: { code: 'INVALID_CODE' } }],
  ])('%s never leaves the wallet', async (_, code, body) => {
    expect(await pay(code)).toMatchObject({ status: 200, body });
    expect(scene.requests).toEqual([]);
    expect(commands()).toEqual([]);
  });

  it.each(['', 'x'.repeat(8_193)])('must be one to be looked at: %#', async (code) => {
    expect(await pay(code)).toMatchObject({ status: 400, body: { error: 'bad-request' } });
  });

  it.each([
    ['of 512 characters', `${codeValue}${'1'.repeat(512 - codeValue.length)}`],
    ['that comes by TLS, from the page of an entry code', 'https://qr.example/281?codeValue=1'],
  ])('%s is asked about', async (_, code) => {
    expect(await pay(code)).toMatchObject({ body: { action: 'PAY' } });
    expect(scene.requests).toEqual([JSON.stringify({ codeValue: code, customerId: 'customer-1' })]);
  });

  it.each(['S', 'F', 'U'])(
    'that the client SDK handles has no cashier, whatever the result says: %s',
    async (status) => {
      const order = { state: 'handledBySdk', orderId, createdAt: waiting.createdAt } as const;
      scene.gateway.walletAppCommands.answer = done({ kind: 'scanned-order', order } as const);
      scene.behaviours = [{ ...sample, ...says(status, 'X'), ...bySdk }];
      const { body } = await pay();
      expect(body).toEqual({
        action: 'HANDLE_BY_SDK',
        sdkActionPayload,
        order: { ...order, brandLine: 'Powered by Alipay+' },
      });
      expect(commands()[0]?.payload).toMatchObject({
        paymentRequestId: sample.paymentRequestId,
        scan: { action: 'HANDLE_BY_SDK' },
      });
    },
  );

  it('hands the payload over where nothing can be kept', async () => {
    scene.behaviours = [{ ...says('F', 'X'), ...bySdk }];
    expect((await pay()).body).toEqual({ action: 'HANDLE_BY_SDK', sdkActionPayload });
    expect(commands()).toEqual([]);
    scene.behaviours = [{ ...sample, ...bySdk }];
    scene.gateway.walletAppCommands.answer = unknown('no-answer');
    expect((await pay()).body).toEqual({ action: 'HANDLE_BY_SDK', sdkActionPayload });
  });

  it('shows what became of its order before', async () => {
    const order = { ...waiting, state: 'succeeded', paidAt: waiting.createdAt } as const;
    scene.gateway.walletAppCommands.answer = done({ kind: 'scanned-order', order } as const);
    expect((await pay()).body).toMatchObject({ action: 'PAY', order: { state: 'succeeded' } });
    const failed = { ...waiting, state: 'failed', refusal: 'CustomerNotActive' } as const;
    scene.gateway.walletAppCommands.answer = done({ kind: 'scanned-order', order: failed } as const);
    const failure = { code: 'USER_STATUS_ABNORMAL', message: 'Your wallet cannot pay now.' };
    expect((await pay()).body).toMatchObject({ action: 'REFUSED', failure, order: { state: 'failed', failure } });
  });

  it.each([
    ['OrderClosed', 'ORDER_IS_CLOSED'],
    ['RepeatInconsistent', 'REPEAT_REQ_INCONSISTENT'],
  ] as const)('is refused as payments says: %s', async (refusal, code) => {
    scene.gateway.walletAppCommands.answer = refused(refusal);
    expect((await pay()).body).toMatchObject({ action: 'REFUSED', failure: { code } });
  });

  it.each([
    ['no-answer', 503],
    ['overload', 429],
  ] as const)('may be sent again when its order could not be kept: %s', async (reason, status) => {
    scene.gateway.walletAppCommands.answer = unknown(reason);
    expect((await pay()).status).toBe(status);
  });
});

describe('a code that Alipay+ never decides about', () => {
  const scene = new ScanScene({ USER_INITIATED_PAY_TIMEOUT_MS: 300, USER_INITIATED_PAY_BUDGET_MS: 1_500 });

  beforeAll(() => scene.start());
  beforeEach(() => scene.reset());
  afterAll(() => scene.stop());

  it.each([[unsure], ['silence' as const]])('leaves nothing behind: %j', async (behaviour) => {
    scene.behaviours = [behaviour];
    const answer = await scene.api.send('POST', 'codes/pay', { body: { codeValue } });
    expectDescribed(paying, answer);
    expect(answer).toMatchObject({ status: 504, body: { error: 'no-decision' } });
    expect(scene.requests.length).toBeGreaterThan(1);
    expect(new Set(scene.requests).size).toBe(1);
    expect(scene.topics).toEqual([]);
  });
});
