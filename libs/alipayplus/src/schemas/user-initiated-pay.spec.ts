import { parseUserInitiatedPayAnswer } from './user-initiated-pay';

const success = { resultCode: 'SUCCESS', resultStatus: 'S', resultMessage: 'success' };

/** The sample of the documentation, with digits in the place of its dots. */
const sample = {
  result: success,
  acquirerId: '1022000000000000001',
  pspId: '1022000000000000002',
  order: {
    referenceOrderId: 'OrderID_0101010101',
    orderDescription: 'SHOES',
    orderAmount: { value: '100', currency: 'JPY' },
    merchant: {
      referenceMerchantId: 'M0000000001',
      merchantMcc: '5411',
      merchantName: 'UGG',
      store: { referenceStoreId: 'S0000000001', storeName: 'UGG-2', storeMcc: '5411' },
    },
  },
  codeType: 'ORDER_CODE',
  paymentRequestId: '2020000000000000133',
  paymentAmount: { value: '100', currency: 'JPY' },
  payToAmount: { value: '1000', currency: 'KRW' },
  paymentQuote: { quoteId: '1234567', quoteCurrencyPair: 'JPY/KRW', quotePrice: '10.0000' },
  paymentFactor: { isInStorePayment: 'true' },
};

const parse = (over: object = {}) => parseUserInitiatedPayAnswer({ ...sample, ...over });
const decoded = (over: object = {}) => {
  const parsed = parse(over);
  if (!parsed.ok || parsed.value.kind !== 'decoded') throw new Error(JSON.stringify(parsed));
  return parsed.value.order;
};

it('reads the sample field by field', () => {
  expect(JSON.parse(JSON.stringify(decoded()))).toEqual({
    acquirerId: '1022000000000000001',
    pspId: '1022000000000000002',
    paymentRequestId: '2020000000000000133',
    order: {
      referenceOrderId: 'OrderID_0101010101',
      orderDescription: 'SHOES',
      orderAmount: { value: '100', currency: 'JPY' },
      merchant: {
        referenceMerchantId: 'M0000000001',
        merchantMCC: '5411',
        merchantName: 'UGG',
        store: { referenceStoreId: 'S0000000001', storeName: 'UGG-2', storeMCC: '5411' },
      },
    },
    paymentAmount: { value: '100', currency: 'JPY' },
    payToAmount: { value: '1000', currency: 'KRW' },
    paymentQuote: { quoteId: '1234567', quoteCurrencyPair: 'JPY/KRW', quotePrice: '10.0000' },
    paymentFactor: { isInStorePayment: true },
  });
  expect(decoded().paymentAmount.format()).toBe('JPY 100');
  expect(decoded().payToAmount.format()).toBe('KRW 1000');
});

it('takes the other spellings', () => {
  const { merchant, ...order } = sample.order;
  const { merchantMcc: merchantMCC, store, ...rest } = merchant;
  const { storeMcc: storeMCC, ...shop } = store;
  const spelled = decoded({ order: { ...order, merchant: { ...rest, merchantMCC, store: { ...shop, storeMCC } } } });
  expect(spelled).toEqual(decoded());
});

it.each(['paymentRedirectUrl', 'paymentRedirectURL'])('reads %s', (name) => {
  expect(decoded({ [name]: 'https://shop.example/result' }).paymentRedirectUrl).toBe('https://shop.example/result');
});

it.each([undefined, null, {}, { actionType: null }, { actionType: '' }, { actionType: 'HANDLE_BY_PSP' }])(
  'shows the cashier with the action %j',
  (actionForm) => {
    expect(parse({ actionForm })).toMatchObject({ value: { kind: 'decoded' } });
  },
);

it.each([success, { resultCode: 'BUSINESS_NOT_SUPPORT', resultStatus: 'F' }, { resultCode: 'X', resultStatus: 'U' }])(
  'hands the payload over whatever the result is: %j',
  (result) => {
    const actionForm = { actionType: 'HANDLE_BY_SDK', sdkActionPayload: '{"a":1}' };
    const value = { kind: 'handleBySdk', sdkActionPayload: '{"a":1}', paymentRequestId: sample.paymentRequestId };
    expect(parse({ result, actionForm })).toEqual({ ok: true, value });
    const over = { result, actionForm, order: null, paymentExpiryTime: '2026-03-02T03:04:05Z' };
    expect(parse(over)).toMatchObject({ value: { paymentExpiryTime: new Date('2026-03-02T03:04:05Z') } });
    expect(parseUserInitiatedPayAnswer({ result, actionForm, paymentExpiryTime: 'tomorrow' })).toMatchObject({
      value: { sdkActionPayload: '{"a":1}', paymentRequestId: undefined, paymentExpiryTime: undefined },
    });
  },
);

it.each([
  ['F', 'refused'],
  ['U', 'repeat'],
])('says of %s without an order: %s', (resultStatus, kind) => {
  const result = { resultCode: 'ANY_CODE', resultStatus };
  expect(parseUserInitiatedPayAnswer({ result })).toEqual({ ok: true, value: { kind, result } });
});

it.each(['STORE_CODE', undefined])('has no order for a code of type %s', (codeType) => {
  expect(parse({ codeType })).toEqual({ ok: true, value: { kind: 'noOrder', codeType } });
});

it.each([
  ['no result', { result: null }],
  ['an action that is not known', { actionForm: { actionType: 'HANDLE_BY_OTHERS' } }],
  ['no payload', { actionForm: { actionType: 'HANDLE_BY_SDK' } }],
  ['no paymentRequestId', { paymentRequestId: '' }],
  ['no order', { order: null }],
  ['no amount', { paymentAmount: undefined }],
  ['an amount of 0', { payToAmount: { value: '0', currency: 'KRW' } }],
  ['a rate that is none', { paymentQuote: { ...sample.paymentQuote, quotePrice: '-1' } }],
  ['an expiry that is no time', { paymentExpiryTime: 'tomorrow' }],
  ['a page that is no web page', { paymentRedirectUrl: 'javascript:alert(1)' }],
])('cannot read an answer with %s', (_, over) => {
  expect(parse(over)).toMatchObject({ ok: false, code: 'PARAM_ILLEGAL' });
});
