import { amounts, BookedCalls, hkd } from '../../test/booked-calls';

const told = (): BookedCalls => new BookedCalls();
const closed = 'F ORDER_IS_CLOSED';
const paid = 'S SUCCESS';
const evaluation = { paymentFactor: { isPaymentEvaluation: 'true' } };

describe('the books of Alipay+', () => {
  it.each<[string, BookedCalls]>([
    ['U, then S, then a notice of S', told().pay('U VERIFICATION_IN_PROCESS').pay(paid).notify(paid)],
    ['a lost answer', told().pay('none').inquire(paid).pay(paid).notify(paid)],
    [
      'an evaluation or the refusal of one request',
      told().pay('F USER_NOT_EXIST', evaluation).pay('F PARAM_ILLEGAL').pay(paid),
    ],
    [
      'a repeat with other amounts that is refused',
      told().pay(paid).pay('F REPEAT_REQ_INCONSISTENT', amounts('1')).inquire(paid, amounts('1000')),
    ],
    ['S, a cancel, closed', told().pay(paid).notify(paid).cancel(paid).inquire(closed).pay(closed)],
    [
      'a cancel of a failed order',
      told().pay('F USER_BALANCE_NOT_ENOUGH').cancel(paid).inquire('F USER_BALANCE_NOT_ENOUGH'),
    ],
    [
      'a cancel that took effect although its answer was lost',
      told().pay(paid).cancel('none').inquire(closed).cancel(paid),
    ],
    [
      'an S that crossed the cancel',
      told().pay(paid, {}, { startMs: 0, durationMs: 3_000 }).cancel(paid, { startMs: 1_000 }).inquire(closed),
    ],
    [
      'an inquiry beside a pay that was long being signed',
      told().pay(paid, {}, { startMs: 0, signingMs: 3_000 }).inquire('ORDER_NOT_EXIST', {}, { startMs: 1_000 }),
    ],
    ['a notice of S that was on its way', told().pay('none').cancel(paid).notify(paid).inquire(closed)],
    ['a pay after the cancel of an unknown id', told().cancel(paid).pay(closed).inquire(closed)],
    ['refunds up to the payment', told().pay(paid).refund('r-1', '400', paid).refund('r-2', '600', paid).inquire(paid)],
    [
      'a refund that is repeated',
      told().pay(paid).refund('r-1', '1000', 'none').refund('r-1', '1000', paid).refund('r-1', '1000', paid),
    ],
    [
      'a refund, a cancel, the repeated refund',
      told().pay(paid).refund('r-1', '400', paid).cancel(paid).refund('r-1', '400', paid).refund('r-2', '1', closed),
    ],
  ])('find nothing wrong with %s', (_, { books }) => expect(books.contradictions()).toEqual([]));

  it('keep when the wallet says that it sent a notice', () => {
    const { books } = told().notify(paid, {}, 'S', '2026-01-01T08:00:00+08:00');
    const [statement] = books.payment('p-1')!.statements;
    expect(statement).toMatchObject({ source: 'notification', sentAt: '2026-01-01T08:00:00+08:00' });
  });

  it.each<[string, BookedCalls, string]>([
    [
      'F, then S, whoever says it',
      told().pay('F USER_BALANCE_NOT_ENOUGH').notify(paid),
      'several final results: F USER_BALANCE_NOT_ENOUGH, S SUCCESS',
    ],
    [
      'S, then closed, without a cancel',
      told().pay(paid).inquire(closed),
      'several final results: S SUCCESS, F ORDER_IS_CLOSED',
    ],
    [
      'closed before the cancel, S at last',
      told().pay(closed).cancel(paid).notify(paid),
      'several final results: F ORDER_IS_CLOSED, S SUCCESS',
    ],
    [
      'a cancel and another F than closed',
      told().pay(paid).cancel(paid).inquire('F USER_BALANCE_NOT_ENOUGH'),
      'several final results: S SUCCESS, F USER_BALANCE_NOT_ENOUGH',
    ],
    [
      'S by an inquiry after the cancel',
      told().pay(paid).cancel(paid).inquire(paid),
      'S after its cancel was acknowledged',
    ],
    ['S by a pay after the cancel', told().cancel(paid).pay(paid), 'S after its cancel was acknowledged'],
    ['closed, then S again', told().pay(paid).cancel('none').inquire(closed).inquire(paid), 'S after closed'],
    ['a notice of the cancel', told().pay(paid).cancel(paid).notify(closed), 'notified F of a paid order'],
    [
      'two results of a cancel',
      told().pay(paid).cancel(paid).cancel('F CANCEL_WINDOW_EXCEED'),
      'several results of its cancel: S SUCCESS, F CANCEL_WINDOW_EXCEED',
    ],
    [
      'an inquiry that forgets the result',
      told().pay(paid).inquire('U PAYMENT_IN_PROCESS'),
      'an inquiry called it unfinished after its final result',
    ],
    [
      'an inquiry that forgets the order',
      told().pay(paid).inquire('ORDER_NOT_EXIST'),
      'an inquiry did not know it after its final result',
    ],
    ['a second payment id', told().pay(paid).inquire(paid, { paymentId: 'id-2' }), 'several payment ids: id-p-1, id-2'],
    [
      'other amounts than asked',
      told().pay('none').inquire(paid, amounts('999')),
      'other amounts than asked: HKD 999, HKD 999',
    ],
    [
      'refunds above the payment',
      told().pay(paid).refund('r-1', '600', paid).refund('r-2', '401', paid),
      'more was refunded than was paid',
    ],
    [
      'a refund of a failed order',
      told().pay('F USER_BALANCE_NOT_ENOUGH').refund('r-1', '1', paid),
      'several final results: F USER_BALANCE_NOT_ENOUGH, S SUCCESS',
    ],
    [
      'a refund of a cancelled order',
      told().pay(paid).cancel(paid).refund('r-1', '1', paid),
      'refunded after its cancel was acknowledged',
    ],
    [
      'two results of a refund',
      told().pay(paid).refund('r-1', '1', 'F REFUND_AMOUNT_EXCEED').refund('r-1', '1', paid),
      'several results of refund r-1: F REFUND_AMOUNT_EXCEED, S SUCCESS id-r-1',
    ],
    [
      'two ids of a refund',
      told().pay(paid).refund('r-1', '1', paid).refund('r-1', '1', paid, { refundId: 'x' }),
      'several results of refund r-1: S SUCCESS id-r-1, S SUCCESS x',
    ],
    [
      'a refund that is done with two amounts',
      told().pay(paid).refund('r-1', '1', paid).refund('r-1', '2', paid),
      'refund r-1 was done with several amounts: HKD 1/HKD 1, HKD 2/HKD 2',
    ],
    [
      'a notice with another amount',
      told()
        .notify(paid)
        .notify(paid, { payToAmount: hkd('1') }),
      'a repeated notifyPayment has another body',
    ],
  ])('find %s', (_, { books }, line) => expect(books.contradictions()).toEqual([`p-1: ${line}`]));

  it('find an id that two payments have', () => {
    const { books } = told()
      .pay(paid)
      .pay(paid, {}, {}, 'p-2')
      .pay(paid, {}, {}, 'p-3')
      .inquire(paid, { paymentId: 'id-p-3' });
    expect(books.contradictions()).toEqual([
      'p-1: several payment ids: id-p-1, id-p-3',
      'p-3: has the payment id id-p-3 of p-1',
    ]);
  });

  it('count notices and refuse one that has changed, in whatever order its keys come', () => {
    const calls = told().notify(paid, {}, 'U').notify(paid).notify(paid);
    for (const changed of [
      { paymentAmount: hkd('1') },
      { payToAmount: hkd('1') },
      { paymentId: 'id-2' },
      { customerId: 'c-2' },
      { paymentResult: { resultStatus: 'F', resultCode: 'ORDER_IS_CLOSED' } },
    ])
      calls.notify(paid, changed);
    calls.notify(paid, { paymentAmount: { value: '1000', currency: 'HKD' }, paymentTime: '2026-01-01T00:00:00+08:00' });
    expect(calls.books.noticeCounts).toEqual({ received: 9, effects: 1, repeats: 1, repeatsAfterS: 2, refused: 5 });
  });
});
