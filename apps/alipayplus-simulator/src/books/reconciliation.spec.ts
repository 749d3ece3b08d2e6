import { BookedCalls, hkd } from '../../test/booked-calls';

const paid = 'S SUCCESS';
const closed = 'F ORDER_IS_CLOSED';
const told = (): BookedCalls => new BookedCalls();
const report = ({ books }: BookedCalls) => books.report()[0];

describe('the report of the books', () => {
  it.each<[object, BookedCalls]>([
    [{ status: 'paid', wasPaid: true }, told().pay(paid)],
    [{ status: 'paid', wasPaid: true }, told().pay('none').notify(paid)],
    [{ status: 'paid', wasPaid: true }, told().pay(paid).cancel('F CANCEL_WINDOW_EXCEED')],
    [{ status: 'cancelled', wasPaid: true }, told().pay(paid).cancel(paid)],
    [{ status: 'cancelled', wasPaid: true }, told().pay(paid).cancel('none').inquire(closed)],
    [{ status: 'cancelled', wasPaid: false }, told().pay('none').cancel(paid)],
    [{ status: 'cancelled', wasPaid: false }, told().cancel(paid).pay(closed)],
    [{ status: 'refused', wasPaid: false, code: 'USER_NOT_EXIST' }, told().pay('F USER_NOT_EXIST').cancel(paid)],
    [{ status: 'refused', wasPaid: false, code: 'ORDER_IS_CLOSED' }, told().pay(closed)],
    [{ status: 'refused', wasPaid: false, code: 'PARAM_ILLEGAL' }, told().pay('F PARAM_ILLEGAL')],
    [{ status: 'unknown', wasPaid: false }, told().pay('none').pay('F PARAM_ILLEGAL')],
    [{ status: 'unknown', wasPaid: false }, told().pay('U PAYMENT_IN_PROCESS').cancel('U UNKNOWN_EXCEPTION')],
  ])('tells %j', (expected, calls) => expect(report(calls)).toMatchObject(expected));

  it('has what was asked for, the ids, and the sums of what was refunded', () => {
    const calls = told().pay(paid).refund('r-1', '300', paid).refund('r-1', '300', paid).refund('r-2', '200', paid);
    calls.refund('r-3', '900', 'F REFUND_AMOUNT_EXCEED').refund('r-4', '1', 'none');
    expect(report(calls)).toEqual({
      paymentRequestId: 'p-1',
      status: 'paid',
      wasPaid: true,
      paymentId: 'id-p-1',
      customerId: 'c-1',
      paymentAmount: hkd('1000'),
      payToAmount: hkd('1000'),
      refundedAmount: hkd('500'),
      refundedFromAmount: hkd('500'),
      refunds: [
        { refundRequestId: 'r-1', refundId: 'id-r-1', refundAmount: hkd('300'), refundFromAmount: hkd('300') },
        { refundRequestId: 'r-2', refundId: 'id-r-2', refundAmount: hkd('200'), refundFromAmount: hkd('200') },
      ],
      openRefunds: ['r-4'],
    });
  });

  it('comes by ascending id, in pages', () => {
    const { books } = ['p-3', 'p-1', 'p-2'].reduce((calls, id) => calls.pay(paid, {}, {}, id), told());
    const ids = (after?: string, limit?: number) => books.report(after, limit).map((each) => each.paymentRequestId);
    expect([ids(), ids('p-1', 1), ids('p-3')]).toEqual([['p-1', 'p-2', 'p-3'], ['p-2'], []]);
  });
});
