import { setImmediate as turn } from 'node:timers/promises';
import { Intake } from './intake';

describe('the intake of calls', () => {
  it('begins one in a short turn of the event loop, in their order, the first after two', async () => {
    const intake = new Intake(() => 0);
    const begun: number[] = [];
    for (const call of [1, 2, 3]) intake.enter(() => begun.push(call));
    const seen: number[] = [];
    for (let turns = 0; turns < 5; turns++) {
      await turn();
      seen.push(begun.length);
    }
    expect(begun).toEqual([1, 2, 3]);
    expect(seen).toEqual([0, 1, 2, 3, 3]);
  });

  it('begins none in a turn that brought a connection, but for one in three', async () => {
    const intake = new Intake(() => 0);
    const begun: number[] = [];
    for (const call of [1, 2]) intake.enter(() => begun.push(call));
    await turn();
    const seen: number[] = [];
    for (let turns = 0; turns < 10; turns++) {
      intake.connected();
      await turn();
      seen.push(begun.length);
    }
    expect(seen).toEqual([0, 0, 1, 1, 1, 2, 2, 2, 2, 2]);
  });

  it('begins as many as a long turn has room for, four at most, and one while connections come', async () => {
    let now = 0;
    const intake = new Intake(() => now);
    let begun = 0;
    for (let call = 0; call < 12; call++) intake.enter(() => (begun += 1));
    const after = async (tookMs: number): Promise<number> => {
      now += tookMs;
      await turn();
      return begun;
    };
    await after(100);
    expect([await after(11), await after(100), await after(0)]).toEqual([2, 6, 7]);
    for (let turns = 0; turns < 3; turns++) {
      intake.connected();
      await after(100);
    }
    expect(begun).toBe(8);
  });

  it('tells how many wait, and how long the next would at the pace of late', async () => {
    let now = 0;
    const intake = new Intake(() => now);
    expect([intake.length, intake.waitMs]).toEqual([0, 0]);
    const load = async (calls: number, turnMs: number): Promise<number> => {
      for (let call = 0; call < calls; call++) intake.enter(() => undefined);
      while (intake.length > 10) {
        now += turnMs;
        await turn();
      }
      return intake.waitMs / intake.length;
    };
    expect(await load(400, 1)).toBeCloseTo(1, 0);
    expect(await load(600, 40)).toBeCloseTo(10, 0);
    expect(await load(400, 1)).toBeCloseTo(1, 0);
  });

  it('counts the calls since it was empty', async () => {
    const intake = new Intake(() => 0);
    const enter = (calls: number) => {
      for (let call = 0; call < calls; call++) intake.enter(() => undefined);
      return intake.sinceEmpty;
    };
    expect(enter(3)).toBe(3);
    await turn();
    await turn();
    expect([intake.length, enter(2)]).toEqual([2, 5]);
    while (intake.length > 0) await turn();
    expect([intake.sinceEmpty, enter(1)]).toEqual([0, 1]);
  });

  it('takes a stall for a stall, and no pace', async () => {
    let now = 0;
    const intake = new Intake(() => now);
    for (let call = 0; call < 300; call++) intake.enter(() => undefined);
    await turn();
    now += 60_000;
    await turn();
    await turn();
    expect(intake.waitMs).toBeLessThan(300 * 10);
  });
});
