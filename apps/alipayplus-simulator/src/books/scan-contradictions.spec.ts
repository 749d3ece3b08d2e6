import { amounts, BookedCalls } from '../../test/booked-calls';

const scanned = (scan = {}, order = {}): BookedCalls => new BookedCalls().scan(scan, order);
const paid = 'S SUCCESS';
const closed = 'F ORDER_IS_CLOSED';

describe('the books of scanned orders', () => {
  it.each<[string, BookedCalls]>([
    ['nothing after the scan', scanned()],
    ['a notice of S', scanned().notify(paid).inquire(paid)],
    ['a notice of F', scanned().notify(closed).inquire(closed)],
    ['a second scan', scanned().scan().notify(paid).scan()],
    ['a payment, a cancel', scanned().notify(paid).cancel(paid).inquire(closed)],
    ['refunds', scanned().notify(paid).refund('r-1', '400', paid).refund('r-2', '600', paid)],
    ['a payment in its last second', scanned({}, { paymentExpiryTime: '2026-01-01T08:00:00+08:00' }).notify(paid)],
    ['one that the client SDK handles', scanned({ isHandledBySdk: true }).inquire('ORDER_NOT_EXIST')],
  ])('find nothing wrong with %s', (_, { books }) => expect(books.contradictions()).toEqual([]));

  it.each<[string, BookedCalls, string]>([
    [
      'a notice of an order that was not the wallet to handle',
      scanned({ isHandledBySdk: true }).notify(closed),
      'a notice of an order that was for the client SDK',
    ],
    [
      "another customer's payment",
      scanned({ customerId: 'c-2' }).notify(paid),
      'scanned by customer c-2, told of customer c-1',
    ],
    [
      'a payment after the expiry',
      scanned({}, { paymentExpiryTime: '2026-01-01T07:59:59+08:00' }).notify(paid),
      'paid after its expiry',
    ],
    ['other amounts', scanned().notify(paid, amounts('999')), 'other amounts than asked: HKD 999, HKD 999'],
    [
      'a second debit',
      scanned().notify(paid).inquire(paid, { paymentId: 'id-2' }),
      'several payment ids: id-p-1, id-2',
    ],
    [
      'refunds above the payment',
      scanned().notify(paid).refund('r-1', '1001', paid),
      'more was refunded than was paid',
    ],
  ])('find %s', (_, { books }, line) => expect(books.contradictions()).toEqual([`p-1: ${line}`]));

  it('report what became of them', () => {
    const statusOf = ({ books }: BookedCalls) => books.report().map(({ status, code }) => code ?? status);
    expect([
      statusOf(scanned()),
      statusOf(scanned().notify(paid)),
      statusOf(scanned().notify(closed)),
      statusOf(scanned().notify(paid).cancel(paid)),
      statusOf(scanned({ isHandledBySdk: true })),
    ]).toEqual([['unknown'], ['paid'], ['ORDER_IS_CLOSED'], ['cancelled'], ['HANDLE_BY_SDK']]);
    expect(scanned().notify(paid).books.report()).toMatchObject([amounts('1000')]);
  });
});
