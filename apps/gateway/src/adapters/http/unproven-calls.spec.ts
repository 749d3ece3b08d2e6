import { UnprovenCalls } from './unproven-calls';

describe('calls of unproven senders', () => {
  const admitted = (calls: UnprovenCalls, source: string, at: number, count: number): number =>
    Array.from({ length: count }, () => calls.admit(source, at)).filter(Boolean).length;

  it('are admitted so many times a second, each source by itself', () => {
    const calls = new UnprovenCalls(50);
    expect(admitted(calls, 'a', 10_000, 40)).toBe(40);
    expect(admitted(calls, 'a', 10_999, 40)).toBe(10);
    expect(admitted(calls, 'b', 10_999, 40)).toBe(40);
    expect(admitted(calls, 'a', 11_000, 60)).toBe(50);
  });

  it('are admitted again after the clock was set back', () => {
    const calls = new UnprovenCalls(1);
    expect(admitted(calls, 'a', 10_000, 2)).toBe(1);
    expect(admitted(calls, 'a', 9_000, 2)).toBe(1);
  });
});
