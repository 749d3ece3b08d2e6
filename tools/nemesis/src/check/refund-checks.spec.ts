import { bookedRefund, refund, verdictOn, type MadeHistory } from './made-history';

const beyond = { kind: 'refund-beyond' } as const;
const all = [1, 2, 3, 4];

const bad: [name: string, history: MadeHistory, found: string[]][] = [
  [
    'S, and nothing booked',
    { entries: [refund('S SUCCESS', 1)] },
    ['refund refund-1: S was answered and nothing is booked'],
  ],
  [
    'S, and booked as refused',
    { entries: [refund('S SUCCESS', 1)], refunds: [bookedRefund(1, { succeeded: false })] },
    ['refund refund-1: S was answered and nothing is booked'],
  ],
  [
    'F, and booked',
    {
      entries: [refund('F REFUND_AMOUNT_EXCEED', 1, { ...beyond, amount: '25' })],
      refunds: [bookedRefund(1)],
      order: { paid: 40n, refunded: 25n },
    },
    ['refund refund-1: F was answered and it is booked'],
  ],
  [
    'S and F',
    {
      entries: [refund('S SUCCESS', 1), refund('F REFUND_AMOUNT_EXCEED', 1, beyond)],
      refunds: [bookedRefund(1)],
      order: { paid: 25n, refunded: 25n },
    },
    ['refund refund-1: S and F', 'refund refund-1: F was answered and it is booked'],
  ],
  [
    'two ids',
    {
      entries: [refund('S SUCCESS', 1), refund('S SUCCESS', 1, { refundId: 'r9' })],
      refunds: [bookedRefund(1)],
      order: { refunded: 25n },
    },
    ['refund refund-1: several refund ids'],
  ],
  [
    'another id in the books',
    { entries: [refund('S SUCCESS', 1)], refunds: [bookedRefund(1, { refundId: 'r9' })], order: { refunded: 25n } },
    ['refund refund-1: booked under another id'],
  ],
  [
    'another amount in the books',
    { entries: [refund('S SUCCESS', 1)], refunds: [bookedRefund(1, { amount: 26n })], order: { refunded: 26n } },
    ['refund refund-1: booked 26 of 25'],
  ],
  [
    'one that nobody asked for',
    { refunds: [bookedRefund(1)], order: { refunded: 25n } },
    ['refund refund-1: nobody asked for it'],
  ],
  [
    'more than was paid',
    {
      entries: all.map((number) => refund('S SUCCESS', number)),
      refunds: all.map((number) => bookedRefund(number)),
      order: { paid: 99n, refunded: 100n },
    },
    ['I6: refunded 100 of 99'],
  ],
  [
    'a refund that was not posted',
    { entries: [refund('S SUCCESS', 1)], refunds: [bookedRefund(1)] },
    ['I6: refunds of 25, postings of 0'],
  ],
  [
    'one that fits, refused as too much',
    { entries: [refund('F REFUND_AMOUNT_EXCEED', 1, beyond)], refunds: [] },
    ['refund refund-1: refused as too much, 25 of 100 left'],
  ],
];

describe('a history of refunds', () => {
  it('is good: acknowledged twice, refused beyond, unknown', () => {
    const entries = [
      ...[...all, ...all].map((number) => refund('S SUCCESS', number, beyond)),
      refund('U UNKNOWN_EXCEPTION', 5, beyond),
      refund('F REFUND_AMOUNT_EXCEED', 5, beyond),
    ];
    const refunds = [
      ...all.map((number) => bookedRefund(number)),
      bookedRefund(5, { succeeded: false, refundId: null }),
    ];
    expect(verdictOn({ entries, refunds, order: { refunded: 100n } })).toEqual([]);
  });

  it.each(bad)('is bad: %s', (_, history, found) => expect(verdictOn(history)).toEqual(found));
});
