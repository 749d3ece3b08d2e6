import { shortcomings, type Recovery, type Run } from './standards';

const good: Run = {
  seconds: 90,
  selfExits: [],
  recoveries: [{ healedAtMs: 10_000, tookMs: 3_000, isOfStore: false }],
  stalls: [],
  faults: { planned: 12, inflicted: 10 },
  looks: 12,
  loss: { hold: { idleMs: 5_040, waitedMs: 1_010 } },
};
const recovery = (tookMs: number | undefined, over: Partial<Recovery> = {}): Recovery[] => [
  { healedAtMs: 10_000, tookMs, isOfStore: false, ...over },
];

describe('a run', () => {
  it('is good when nothing died, all came back in time and enough was tried', () => {
    expect(shortcomings(good)).toEqual([]);
    expect(shortcomings({ ...good, recoveries: recovery(20_000, { isOfStore: true }) })).toEqual([]);
  });

  it.each<[string, Partial<Run>, RegExp]>([
    ['a process died by itself', { selfExits: ['otp-1 stopped by itself (exit code 1)'] }, /^died by itself: otp-1/],
    ['calls were not answered in time again', { recoveries: recovery(16_001) }, /^slow recovery: .* took 16001 ms/],
    ['nor after Postgres or Kafka was healed', { recoveries: recovery(21_001, { isOfStore: true }) }, /^slow recovery/],
    ['calls were never answered again', { recoveries: recovery(undefined) }, /^slow recovery: .* for ever/],
    ['too few of the planned faults came', { faults: { planned: 12, inflicted: 5 } }, /^too few faults: 5 of 12/],
    ['no host was lost that held anything', { loss: { hold: undefined } }, /^no host was lost while it held/],
    ['a lost host held what it had', { loss: { hold: { idleMs: 8_001, waitedMs: 0 } } }, /held .* for 8001 ms/],
    ['its locks were waited for', { loss: { hold: { idleMs: 5_000, waitedMs: 4_001 } } }, /waited for 4001 ms/],
    ['the invariants were hardly looked at', { looks: 5 }, /^the invariants were looked at 5 times only/],
  ])('fails when %s', (_, over, said) => {
    const found = shortcomings({ ...good, ...over });
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(said);
  });

  it('may take longer with a host less', () => {
    expect(shortcomings({ ...good, recoveries: recovery(22_000, { isShortOfHost: true }) })).toEqual([]);
    expect(shortcomings({ ...good, recoveries: recovery(22_001, { isShortOfHost: true }) })).toHaveLength(1);
  });

  it('is not blamed for the time in which the machine was short of it', () => {
    const stalls = [{ fromMs: 12_000, untilMs: 18_000, graceMs: Infinity }];
    expect(shortcomings({ ...good, recoveries: recovery(21_000), stalls })).toEqual([]);
    expect(shortcomings({ ...good, recoveries: recovery(22_500), stalls })).toHaveLength(1);
  });
});
