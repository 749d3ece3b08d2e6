import { ClockCheck } from './clock-check';
import { createLogger } from './logger';
import { metrics } from './metrics';

describe('the clock check', () => {
  const lines: string[] = [];
  const logger = createLogger('test', 'info', { write: (line) => void lines.push(line) });
  let serverTime: () => Promise<number>;
  const check = new ClockCheck('postgres', () => serverTime(), logger);
  const offset = async () =>
    /clock_offset_seconds\{server="postgres"\} (\S+)/.exec(await metrics.registry.metrics())?.[1];

  beforeEach(() => {
    lines.length = 0;
    jest.useFakeTimers({ now: 1_700_000_000_000 });
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it.each([
    [0, true, 0],
    [1_000, true, -1],
    [-1_000, true, 1],
    [1_001, false, -1.001],
    [-3_600_000, false, 3_600],
  ])('a server whose clock is %p ms ahead: ready is %p', async (aheadMs, ready, seconds) => {
    serverTime = () => Promise.resolve(Date.now() + aheadMs);
    expect(await check.ready()).toBe(ready);
    expect(Number(await offset())).toBe(seconds);
  });

  it('does not blame the clock for a slow answer', async () => {
    serverTime = () => {
      const time = Date.now() + 500;
      jest.setSystemTime(Date.now() + 4_000);
      return Promise.resolve(time);
    };
    expect(await check.ready()).toBe(true);
    expect(Number(await offset())).toBe(0);
  });

  it('stays as it was while the server does not answer, and says once when it changes', async () => {
    const failing = () => Promise.reject(new Error('down'));
    serverTime = () => Promise.resolve(Date.now() + 5_000);
    expect([await check.ready(), await check.ready()]).toEqual([false, false]);
    serverTime = failing;
    expect(await check.ready()).toBe(false);
    serverTime = () => Promise.resolve(Date.now());
    expect(await check.ready()).toBe(true);
    serverTime = failing;
    expect(await check.ready()).toBe(true);
    expect(lines.map((line) => (JSON.parse(line) as { msg: string }).msg)).toEqual([
      'the clock of this replica is wrong',
      'the clock of this replica is right again',
    ]);
  });
});
