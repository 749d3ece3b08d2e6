import { readCode } from './read-code';

describe('the code in a message', () => {
  it.each([
    ['004711 is your code to pay HKD 120.50 to Shop. It is valid for 5 minutes.', '004711'],
    ['Pay HKD 1205000.00 to Shop 7: your code is 123456789012.', '123456789012'],
    ['Pay JPY 120 with 1234', '1234'],
  ])('is read from %s', (text, expected) => expect(readCode(text)).toBe(expected));

  it('is not found where there is none', () => expect(readCode('Pay HKD 1205000.00 to Shop 7')).toBeUndefined());
});
