import { Breaker, type CallResult } from './breaker';

const rules = { calls: 10, percent: 70, windowMs: 30_000, probeMs: 5_000 };

let nowMs = 0;
let breaker: Breaker;
beforeEach(() => {
  nowMs = 1_000_000;
  breaker = new Breaker(rules, () => nowMs);
});

const calls = (count: number, result: CallResult) => {
  for (let index = 0; index < count; index += 1) breaker.begin().end(result);
};
const seconds = (count: number) => (nowMs += count * 1_000);

it('stays closed below 10 calls, and below 70 % bad ones', () => {
  calls(9, 'BAD');
  expect(breaker.places).toBe(Infinity);
  calls(4, 'GOOD');
  expect(breaker.isOpen).toBe(false);
});

it('opens at the 10th call of which 7 were bad', () => {
  calls(3, 'GOOD');
  calls(6, 'BAD');
  expect(breaker.isOpen).toBe(false);
  calls(1, 'BAD');
  expect([breaker.isOpen, breaker.places]).toEqual([true, 0]);
});

it('counts the last 30 s only', () => {
  calls(9, 'BAD');
  seconds(29);
  calls(1, 'GOOD');
  expect(breaker.isOpen).toBe(true);
  breaker = new Breaker(rules, () => nowMs);
  calls(9, 'BAD');
  seconds(30);
  calls(9, 'BAD');
  expect(breaker.isOpen).toBe(false);
});

it('lets one call through every 5 s, never two at once', () => {
  calls(10, 'BAD');
  seconds(4.999);
  expect(breaker.places).toBe(0);
  seconds(0.001);
  expect(breaker.places).toBe(1);
  const probe = breaker.begin();
  seconds(60);
  expect(breaker.places).toBe(0);
  probe.end('BAD');
  expect(breaker.places).toBe(1);
  breaker.begin().end('BAD');
  expect(breaker.places).toBe(0);
  seconds(5);
  expect(breaker.places).toBe(1);
});

it('closes when a probe is good, and starts to count anew', () => {
  calls(10, 'BAD');
  seconds(5);
  breaker.begin().end('GOOD');
  expect(breaker.places).toBe(Infinity);
  calls(9, 'BAD');
  expect(breaker.isOpen).toBe(false);
});

it('is not closed by a call that began before it opened', () => {
  const late = breaker.begin();
  calls(10, 'BAD');
  late.end('GOOD');
  expect(breaker.places).toBe(0);
});

it('counts nothing of a call that says nothing, and probes again after one', () => {
  calls(100, 'UNKNOWN');
  expect(breaker.isOpen).toBe(false);
  calls(10, 'BAD');
  seconds(5);
  breaker.begin().end('UNKNOWN');
  expect([breaker.isOpen, breaker.places]).toEqual([true, 0]);
  seconds(5);
  expect(breaker.places).toBe(1);
});

it('opens after so many bad calls in a row, however many good ones came before, and tells of each change', () => {
  const changes: boolean[] = [];
  breaker = new Breaker(
    { inARow: 5, probeMs: 5_000 },
    () => nowMs,
    (isOpen) => void changes.push(isOpen),
  );
  calls(100, 'GOOD');
  calls(4, 'BAD');
  calls(3, 'UNKNOWN');
  calls(1, 'GOOD');
  calls(4, 'BAD');
  expect([breaker.isOpen, changes]).toEqual([false, []]);
  calls(1, 'BAD');
  expect([breaker.places, changes]).toEqual([0, [true]]);
  seconds(5);
  calls(1, 'BAD');
  expect([breaker.isOpen, changes]).toEqual([true, [true]]);
  seconds(5);
  calls(1, 'GOOD');
  calls(4, 'BAD');
  expect([breaker.isOpen, changes]).toEqual([false, [true, false]]);
});
