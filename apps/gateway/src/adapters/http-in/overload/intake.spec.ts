import { setImmediate as turn } from 'node:timers/promises';
import { Intake } from './intake';

describe('the intake of calls', () => {
  it('begins one in a turn of the event loop, in their order, the first after two', async () => {
    const intake = new Intake();
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

  it('begins none in a turn that brought a connection, but for one in five', async () => {
    const intake = new Intake();
    const begun: number[] = [];
    for (const call of [1, 2]) intake.enter(() => begun.push(call));
    await turn();
    const seen: number[] = [];
    for (let turns = 0; turns < 10; turns++) {
      intake.connected();
      await turn();
      seen.push(begun.length);
    }
    expect(seen).toEqual([0, 0, 0, 0, 1, 1, 1, 1, 1, 2]);
  });

  it('tells how many wait and for how long', async () => {
    let now = 1_000;
    const intake = new Intake(() => now);
    expect([intake.length, intake.oldestMs]).toEqual([0, 0]);
    intake.enter(() => undefined);
    now = 1_300;
    intake.enter(() => undefined);
    expect([intake.length, intake.oldestMs]).toEqual([2, 300]);
    await turn();
    await turn();
    expect([intake.length, intake.oldestMs]).toEqual([1, 0]);
  });
});
