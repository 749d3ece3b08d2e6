import { outcomes } from './outcome';
import { Schedule } from './schedule';

const gaps = [0, 2, 10, 7_200];
const seconds = (delay: number) => ({ state: 'RETRYING', delayMs: delay * 1_000 });
const at = (random: number) => new Schedule(gaps, () => random);

it('sends at once, then after each gap in turn, then never again', () => {
  const schedule = at(0.5);
  expect(schedule.firstDelayMs).toBe(0);
  expect([1, 2, 3, 4, 5].map((number) => schedule.next('NOTIFY_PAYMENT', 'UNKNOWN', number))).toEqual([
    seconds(2),
    seconds(10),
    seconds(7_200),
    { state: 'DEAD' },
    { state: 'DEAD' },
  ]);
});

it('varies a gap by 20 % at most', () => {
  expect(at(0).next('NOTIFY_PAYMENT', 'UNKNOWN', 2)).toEqual(seconds(8));
  expect(at(1).next('NOTIFY_PAYMENT', 'UNKNOWN', 2)).toEqual(seconds(12));
  const schedule = new Schedule([10]);
  const delays = Array.from({ length: 1_000 }, () => schedule.firstDelayMs);
  expect(Math.min(...delays)).toBeGreaterThanOrEqual(8_000);
  expect(Math.max(...delays)).toBeLessThanOrEqual(12_000);
  expect(new Set(delays).size).toBeGreaterThan(100);
});

it('waits an hour while our settings are wrong, or longer where the schedule does', () => {
  const schedule = at(0.5);
  expect([1, 2, 3, 4].map((number) => schedule.next('NOTIFY_PAYMENT', 'MISCONFIGURED', number))).toEqual([
    seconds(3_600),
    seconds(3_600),
    seconds(7_200),
    { state: 'DEAD' },
  ]);
  expect(at(0).next('NOTIFY_PAYMENT', 'MISCONFIGURED', 1)).toEqual(seconds(2_880));
});

it.each(['AUTHCODE_CREATED', 'TOKEN_CREATED', 'TOKEN_CANCELED'] as const)(
  'never repeats a refused %s, whatever the code, and repeats an unanswered one',
  (kind) => {
    expect(at(0.5).next(kind, 'MISCONFIGURED', 1)).toEqual({ state: 'DEAD' });
    expect(at(0.5).next(kind, 'REFUSED', 1)).toEqual({ state: 'DEAD' });
    expect(at(0.5).next(kind, 'UNKNOWN', 1)).toEqual(seconds(2));
  },
);

it.each([1, 4, 5])('ends at attempt %d when the notice is acknowledged or refused', (number) => {
  expect(at(0.5).next('NOTIFY_PAYMENT', 'ACKNOWLEDGED', number)).toEqual({ state: 'ACKED' });
  expect(at(0.5).next('NOTIFY_PAYMENT', 'REFUSED', number)).toEqual({ state: 'DEAD' });
});

it('makes 16 attempts in 58 to 88 hours with the gaps of production, whatever fails', () => {
  const production = [0, 2, 5, 10, 20, 60, 120, 300, 600, 1_800, 3_600, 7_200, 21_600, 54_000, 86_400, 86_400];
  for (const outcome of outcomes.filter((name) => name === 'UNKNOWN' || name === 'MISCONFIGURED')) {
    const schedule = new Schedule(production);
    let [number, totalMs] = [1, schedule.firstDelayMs];
    for (
      let next = schedule.next('NOTIFY_PAYMENT', outcome, number);
      next.state === 'RETRYING';
      next = schedule.next('NOTIFY_PAYMENT', outcome, ++number)
    ) {
      totalMs += next.delayMs;
    }
    expect(number).toBe(16);
    expect(totalMs / 3_600_000).toBeGreaterThan(58);
    expect(totalMs / 3_600_000).toBeLessThan(outcome === 'UNKNOWN' ? 88 : 100);
  }
});
