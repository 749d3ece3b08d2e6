import { mayBeLoginOf } from './opening';

const lookup = { by: 'loginId', loginId: '852-52412345', loginIdType: 'MOBILE' } as const;

describe('the login id of a resend', () => {
  it.each([
    '852-52412345',
    '+85252412345',
    '852 5241 2345',
    '+852-5241 2345',
    '85252412345',
    '0085252412345',
    '00852-5241.2345',
    '(852) 5241-2345',
    '+852\u00a05241\u20112345',
    '８５２－５２４１２３４５',
    '852/5241/2345',
    '852-524xx345',
    '852-***2345',
    '852-524XX999',
    '852-＊＊＊2345',
    '852-••••2345',
  ])('%s may be the one that ordered', (loginId) => expect(mayBeLoginOf(lookup, loginId)).toBe(true));

  it.each(['852-52412346', '52412345', '', '+', '085252412345', '852-524123450', 'a@852.52412345'])(
    '%s is another',
    (loginId) => {
      expect(mayBeLoginOf(lookup, loginId)).toBe(false);
    },
  );

  it('of letters is compared as it is', () => {
    const byMail = { by: 'loginId', loginId: 'ann@shop.org', loginIdType: 'EMAIL' } as const;
    expect(mayBeLoginOf(byMail, 'ann@shop.org')).toBe(true);
    for (const other of ['bob@shop.org', '', '-', '1']) expect(mayBeLoginOf(byMail, other)).toBe(false);
  });

  it('cannot be compared when the order was not found by one', () => {
    expect(mayBeLoginOf({ by: 'paymentMethodId', paymentMethodId: 'token' }, '852-52412346')).toBe(true);
  });
});
