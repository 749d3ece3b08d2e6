import { PhaseRecord } from './phase-record';

const answer = (resultStatus: string, resultCode: string): string =>
  JSON.stringify({ result: { resultStatus, resultCode } });

describe('what became of the calls of a phase', () => {
  it('tells payments from what was shed, and both from what should not be', () => {
    const record = new PhaseRecord({ rate: 4, seconds: 2 });
    record.add(0, { status: 200, body: answer('S', 'SUCCESS'), ms: 10 });
    record.add(1, { status: 200, body: answer('S', 'SUCCESS'), ms: 30 });
    record.add(1, { status: 200, body: answer('U', 'REQUEST_TRAFFIC_EXCEED_LIMIT'), ms: 5 });
    record.add(1, { status: 503, body: '', ms: 1 });
    record.add(1, { status: 200, body: answer('U', 'UNKNOWN_EXCEPTION'), ms: 6_500 });
    record.add(1, { status: 200, body: answer('F', 'PARAM_ILLEGAL'), ms: 7 });
    record.add(1, { status: 200, body: '<html>', ms: 7 });
    record.add(1, { error: 'ECONNRESET', ms: 3 });
    record.ownDelaysMs = [1, 2];
    record.bareMs.push(4);
    expect(record.outcome()).toEqual({
      phase: { rate: 4, seconds: 2 },
      counts: { paid: 2, shed: 2, unknown: 1, wrong: 2, none: 1 },
      paidMs: [10, 30],
      shedMs: [5, 1],
      bareMs: [4],
      paidBySecond: [1, 1],
      ownDelayMs: 2,
      errors: {
        '200 U UNKNOWN_EXCEPTION': 1,
        '200 F PARAM_ILLEGAL': 1,
        '200  no JSON': 1,
        ECONNRESET: 1,
      },
    });
  });
});
