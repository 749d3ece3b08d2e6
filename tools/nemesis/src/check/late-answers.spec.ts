import { hangUpMs, lateness } from './late-answers';
import { answered } from './made-history';

const taking = (
  durationMs: number,
  api: 'pay' | 'inquiryPayment',
  startedAtMs = 10_000,
  result = 'U UNKNOWN_EXCEPTION',
) => answered(api, result, { durationMs, startedAtMs, endedAtMs: startedAtMs + durationMs });

describe('answers in time', () => {
  it('are within 7 s and 4 s, and the slowest is told', () => {
    const entries = [taking(6_900, 'pay'), taking(3_900, 'inquiryPayment')];
    expect(lateness(entries, [])).toEqual({ late: [], excused: 0, slowestMs: { slow: 6_900, quick: 3_900 } });
  });

  it('are missed by a late answer and by none at all', () => {
    const entries = [taking(7_001, 'pay'), taking(5_000, 'inquiryPayment', 10_000, 'none')];
    expect(lateness(entries, []).late).toEqual([
      'late: order-1: pay pay took 7001 ms',
      'late: order-1: inquiryPayment inquiryPayment took 5000 ms',
    ]);
  });

  it('may be missed by one in a thousand, unless Alipay+ has hung up', () => {
    const inTime = Array.from({ length: 2_000 }, () => taking(100, 'pay'));
    const [first, second] = [taking(7_001, 'pay'), taking(8_000, 'pay')];
    expect(lateness([...inTime, first, second], [])).toMatchObject({ late: [], excused: 2 });
    expect(lateness([...inTime, first, second, taking(4_001, 'inquiryPayment')], []).late).toHaveLength(3);
    expect(lateness([...inTime, first, taking(8_001, 'pay')], [])).toMatchObject({
      late: ['late: order-1: pay pay took 8001 ms'],
      excused: 1,
    });
  });

  it('cannot come from a gateway that is halted', () => {
    const entries = [taking(8_000, 'pay'), taking(6_000, 'pay')];
    const halts = [{ fromMs: 12_000, untilMs: 17_000, graceMs: Infinity }];
    expect(lateness(entries, halts)).toEqual({ late: [], excused: 1, slowestMs: { slow: 0, quick: 0 } });
    expect(lateness(entries, [{ fromMs: 18_000, untilMs: 19_000, graceMs: Infinity }]).late).toHaveLength(1);
  });

  it('may come until Alipay+ hangs up while the machine is full', () => {
    const entries = [taking(8_000, 'pay'), taking(5_001, 'inquiryPayment')];
    const found = lateness(entries, [{ fromMs: 12_000, untilMs: 17_000, graceMs: hangUpMs }]);
    expect(found.late).toEqual(['late: order-1: inquiryPayment inquiryPayment took 5001 ms']);
    expect([found.excused, found.slowestMs]).toEqual([1, { slow: 8_000, quick: 5_001 }]);
  });
});
