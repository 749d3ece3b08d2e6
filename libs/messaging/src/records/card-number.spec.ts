import { holdsCardNumber } from './card-number';

const said = (text: string) => JSON.stringify({ key: 'p-1', payload: { merchantName: text } });

describe('a card number', () => {
  it.each([
    ['Visa', '4111111111111111'],
    ['Visa of 19 digits', '4000000000000000006'],
    ['Mastercard', '5555555555554444'],
    ['Mastercard of the 2 series', '2223003122003222'],
    ['American Express', '378282246310005'],
    ['Diners Club', '30569309025904'],
    ['Discover', '6011111111111117'],
    ['JCB', '3530111333300000'],
    ['UnionPay', '6200000000000005'],
    ['Maestro of 13 digits', '5018000000122'],
    ['one in groups', '4111 1111 1111 1111'],
    ['one in groups with dashes', '5555-5555-5555-4444'],
    ['an American Express in groups', '3782 822463 10005'],
    ['one in a line of its own', 'my card:\n4111111111111111\nthanks'],
    ['one in a query', 'https://x.example/?card=4111111111111111&x=1'],
    ['one between words', 'card 4111111111111111, thanks'],
  ])('is found: %s', (_name, number) => {
    expect(holdsCardNumber(said(number))).toBe(true);
  });

  it.each(['note', 'value'])('is found as a whole %s', (field) => {
    expect(holdsCardNumber(JSON.stringify({ [field]: '4111111111111111' }))).toBe(true);
  });

  it('is found as a number', () => {
    expect(holdsCardNumber('{"note":4111111111111111}')).toBe(true);
  });

  it.each([
    ['a wrong check digit', '4111111111111112'],
    ['no issuer', '1111111111111117'],
    ['another length', '411111111111116'],
    ['a paymentId', '2026112241111111111111111111111111'],
    ['a phone number of 13 digits', '4915112345674'],
    ['a login id', '86-13800138000'],
    ['digits in a hash', 'ab4111111111111111cd'],
    ['a trace', '00-41111111111111114111111111111111-4111111111111111-01'],
    ['a uuid', '41111111-1111-4111-8111-111111111111'],
    ['a time', '2026-11-22T16:00:00.000Z'],
    ['mixed groups', '4111 1111-1111 1111'],
    ['too many groups', '4111 1111 1111 1111-22'],
    ['a fraction', 'at 0.4111111111111111'],
  ])('is not found: %s', (_name, text) => {
    expect(holdsCardNumber(said(text))).toBe(false);
  });

  it.each(['customerId', 'paymentRequestId', 'refundRequestId', 'referenceMerchantId', 'key'])(
    'is no %s of digits',
    (field) => {
      expect(holdsCardNumber(JSON.stringify({ [field]: '4111111111111111' }))).toBe(false);
      expect(holdsCardNumber(JSON.stringify({ [field]: 'my 4111111111111111' }))).toBe(false);
      expect(holdsCardNumber(JSON.stringify({ [field]: '1', note: '4111111111111111' }))).toBe(true);
    },
  );

  it('is not looked for in a key that is made of ids', () => {
    expect(holdsCardNumber(JSON.stringify({ key: JSON.stringify(['shop', '4001202611280010']) }))).toBe(false);
  });

  it.each(['authState', 'authRedirectUrl', 'paymentNotifyUrl'])('is not looked for in an opaque %s', (field) => {
    const opaque = 'https://x.example/?a=\\"4111111111111111';
    expect(holdsCardNumber(JSON.stringify({ [field]: opaque }))).toBe(false);
    expect(holdsCardNumber(JSON.stringify({ [field]: opaque, note: '4111111111111111' }))).toBe(true);
  });
});
