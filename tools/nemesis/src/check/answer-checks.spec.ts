import { answered, inquired, pay, verdictOn } from './made-history';

const failed = { state: 'FAILED', paymentId: null, paid: 0n };

describe('a single answer', () => {
  it('may refuse what the load provoked', () => {
    const poor = { kind: 'without-money' } as const;
    expect(verdictOn({ entries: [pay('F USER_BALANCE_NOT_ENOUGH', poor)], order: failed })).toEqual([]);
  });

  it.each([
    ['of a payment', pay('F USER_STATUS_ABNORMAL'), 'pay pay of a flow agreement was answered F USER_STATUS_ABNORMAL'],
    [
      'in an inquiry',
      inquired('F ORDER_IS_CLOSED'),
      'inquiryPayment inquiryPayment of a flow agreement was answered F ORDER_IS_CLOSED',
    ],
    [
      'of a repeat',
      pay('F REPEAT_REQ_INCONSISTENT'),
      'pay pay of a flow agreement was answered F REPEAT_REQ_INCONSISTENT',
    ],
    [
      'of a cancellation',
      answered('cancelPayment', 'F PROCESS_FAIL'),
      'cancelPayment cancelPayment of a flow agreement was answered F PROCESS_FAIL',
    ],
  ])('may not refuse what it did not: %s', (_, entry, found) => {
    expect(verdictOn({ entries: [entry], order: failed })).toEqual([`F by a fault: ${found}`]);
  });

  it('is signed by the wallet', () => {
    const unsigned = pay('U UNKNOWN_EXCEPTION', { signature: 'invalid' });
    expect(verdictOn({ entries: [unsigned, pay('none')] })).toEqual([
      'signature: the answer to pay pay is not signed by the wallet',
    ]);
  });
});
