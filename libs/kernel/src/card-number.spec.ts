import { isCardNumber, maskCardNumbers } from './card-number';

describe('a card number in free text becomes its last four digits', () => {
  it.each([
    ['Return of order 4001202611280010', 'Return of order 0010'],
    ['4111111111111111', '1111'],
    ['4000000000000000006', '0006'],
    ['5555555555554444 and 2223003122003222', '4444 and 3222'],
    ['378282246310005', '0005'],
    ['30569309025904', '5904'],
    ['6011111111111117', '1117'],
    ['3530111333300000', '0000'],
    ['6200000000000005', '0005'],
    ['5018000000122', '0122'],
    ['4111 1111 1111 1111', '1111'],
    ['5555-5555-5555-4444', '4444'],
    ['3782 822463 10005', '0005'],
    ['4111 1111-1111.1111', '1111'],
    ['4111 - 1111 - 1111 - 1111', '1111'],
    ['4111\u00a01111\u20111111\u2013 1111', '1111'],
    ['4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1', '1111'],
    ['4111\u200b1111\u200b1111\u200b1111', '1111'],
    ['card:4111111111111111!', 'card:1111!'],
    ['Card4111111111111111x', 'Card1111x'],
    ['\u5361\u53f74111111111111111\u5143', '\u5361\u53f71111\u5143'],
    ['４１１１１１１１１１１１１１１１', '1111'],
    ['４１１１ 1111 １１１１ 1111', '1111'],
    ['\u0664\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661', '1111'],
    ['order 20261128 4111111111111111', 'order 20261128 1111'],
    ['4111 1111 1111 1111-22', '1111-22'],
    ['my card:\n4111111111111111\nthanks', 'my card:\n1111\nthanks'],
    ['https://x.example/?card=4111111111111111&x=1', 'https://x.example/?card=1111&x=1'],
  ])('%j', (text, masked) => {
    expect(maskCardNumbers(text)).toBe(masked);
    expect(maskCardNumbers(masked)).toBe(masked);
  });

  it.each([
    ['nothing', ''],
    ['a wrong check digit', '4111111111111112'],
    ['no issuer', '1111111111111117'],
    ['another length', '411111111111116'],
    ['a longer row of digits', '2026112241111111111111111111111111'],
    ['a phone number', 'call +852 5241 2345'],
    ['a time', '2026-11-22T16:00:00.000Z'],
    ['a uuid', '41111111-1111-4111-8111-111111111111'],
    ['an amount', 'HKD 1,234,567.89'],
    ['groups far apart', '4111    1111    1111    1111'],
    ['other words between', '4111 and 1111 and 1111 and 1111'],
  ])('but not %s', (_what, text) => {
    expect(maskCardNumbers(text)).toBe(text);
  });

  it.each(['4 ', '4111 ', '4111111111111112 ', '4'])('in 60 ms for 16 KiB of %j', (piece) => {
    const text = piece.repeat(16_384 / piece.length);
    const runs = Array.from({ length: 10 }, () => {
      const startedAt = performance.now();
      maskCardNumbers(text);
      return performance.now() - startedAt;
    });
    expect(Math.min(...runs)).toBeLessThan(60);
  });
});

it('is told by issuer, length and check digit', () => {
  expect(isCardNumber('4111111111111111')).toBe(true);
  expect(isCardNumber('4111111111111112')).toBe(false);
});
