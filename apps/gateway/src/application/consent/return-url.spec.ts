import { returnUrl } from './return-url';

const authCode = '281600130123456789abcdefGHIJKLMN';

describe('the address that a user returns to', () => {
  it.each([
    ['no path', 'https://shop.example', `https://shop.example/?authCode=${authCode}&authState=s`],
    ['a path', 'https://shop.example/back', `https://shop.example/back?authCode=${authCode}&authState=s`],
    ['a query', 'https://shop.example/?a=1&b=2', `https://shop.example/?a=1&b=2&authCode=${authCode}&authState=s`],
    ['an empty query', 'https://shop.example/?', `https://shop.example/?authCode=${authCode}&authState=s`],
    ['an open query', 'https://shop.example/?a=1&', `https://shop.example/?a=1&authCode=${authCode}&authState=s`],
    ['a fragment', 'https://shop.example/a#/b?c', `https://shop.example/a?authCode=${authCode}&authState=s#/b?c`],
    ['both', 'https://shop.example/?a=1#b', `https://shop.example/?a=1&authCode=${authCode}&authState=s#b`],
    [
      'escapes, a plus, an empty and a repeated value',
      'https://shop.example/%7ea?x=%20%2B+~&y=&y&u=https%3A%2F%2Fa%3Fb&z=1=2',
      `https://shop.example/%7ea?x=%20%2B+~&y=&y&u=https%3A%2F%2Fa%3Fb&z=1=2&authCode=${authCode}&authState=s`,
    ],
    [
      'broken escapes',
      'https://shop.example/?a=%zz&%=1',
      `https://shop.example/?a=%zz&%=1&authCode=${authCode}&authState=s`,
    ],
    [
      'an authCode and an authState of its own, in any spelling',
      'https://shop.example/?authCode=x&a=1&auth%53tate=y&authState&authcode=z',
      `https://shop.example/?a=1&authcode=z&authCode=${authCode}&authState=s`,
    ],
    [
      'letters that are not ASCII',
      'https://shop.example/ü?ü=ü#ü',
      `https://shop.example/%C3%BC?%C3%BC=%C3%BC&authCode=${authCode}&authState=s#%C3%BC`,
    ],
  ])('keeps %s', (_, authRedirectUrl, expected) => {
    expect(returnUrl(authRedirectUrl, { authCode, authState: 's' })).toBe(expected);
  });

  it.each([
    'auth_status_95279527000000006',
    'a&authCode=stolen#fragment?x=1',
    'spaces + plus % percent = is \' quote " \\',
    '<script>alert(1)</script>',
    'é漢字😀',
  ])('gives the state %j back as it was', (authState) => {
    const url = returnUrl('https://shop.example/?a=1#b', { authCode, authState });
    expect(url).toMatch(/^[\x21-\x7e]+$/);
    expect([...new URL(url).searchParams]).toEqual([
      ['a', '1'],
      ['authCode', authCode],
      ['authState', authState],
    ]);
    expect(new URL(url).hash).toBe('#b');
  });

  it('has an error and no code when the user refused, whatever the address said', () => {
    const refused = returnUrl('https://shop.example/?authCode=x&error=y&a=1', { authState: 's' });
    expect(refused).toBe('https://shop.example/?a=1&error=access_denied&authState=s');
  });
});
