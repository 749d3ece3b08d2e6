import { mayBeLoginOf } from './opening';

const lookup = { by: 'loginId', loginId: '852-52412345', loginIdType: 'MOBILE' } as const;

describe('the login id of a resend', () => {
  it.each(['852-52412345', '+85252412345', '852 5241 2345', '852-524xx345', '852-***2345', '852-524XX999'])(
    '%s may be the one that ordered',
    (loginId) => expect(mayBeLoginOf(lookup, loginId)).toBe(true),
  );

  it.each(['852-52412346', '52412345', ''])('%s is another', (loginId) => {
    expect(mayBeLoginOf(lookup, loginId)).toBe(false);
  });

  it('cannot be compared when the order was not found by one', () => {
    expect(mayBeLoginOf({ by: 'paymentMethodId', paymentMethodId: 'token' }, '852-52412346')).toBe(true);
  });
});
