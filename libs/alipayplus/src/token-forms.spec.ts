import { authCodeForm, tokenForm } from './token-forms';

describe('tokenForm', () => {
  it.each(['281010033AB2F588D14B43238637264FCA5AAF35', '2810100334F62CBC577F468AAC87CFC6C9107811'])(
    'fits %s of the guide',
    (token) => {
      expect(token).toMatch(tokenForm);
      expect(token).not.toMatch(authCodeForm);
    },
  );

  it.each([
    '281010033ab2f588d14b43238637264fca5aaf35',
    '281010033AB2F588D14B4323863726412345678',
    '281010033AB2F588D14B43238637264FCA5AAF350',
    '281010133AB2F588D14B43238637264FCA5AAF35',
    '28101003 AB2F588D14B43238637264FCA5AAF35',
    '281010033AB2F588D14B43238637264FCA5AAF35\n',
  ])('does not fit %j', (token) => {
    expect(token).not.toMatch(tokenForm);
  });
});

describe('authCodeForm', () => {
  it('fits a code of 32 characters', () => {
    expect('281010133AB2F588D14B432312345678').toMatch(authCodeForm);
    expect('28100413' + 'aZ09'.repeat(6)).toMatch(authCodeForm);
  });

  it.each([
    '281004132USSO1WaRTVlxxxxxAlk029',
    '281010133AB2F588D14B4323123456789',
    '281010123AB2F588D14B432312345678',
    '281010133AB2F588D14B43231234567_',
    '281abc133AB2F588D14B432312345678',
  ])('does not fit %s', (code) => {
    expect(code).not.toMatch(authCodeForm);
  });
});
