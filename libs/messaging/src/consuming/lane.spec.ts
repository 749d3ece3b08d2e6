import { Lane, type LaneEntry } from './lane';
import type { Message } from '../records/message';

const entry = (key: string, id: string): LaneEntry => ({
  message: { key, id } as Message<unknown>,
  finished: () => undefined,
});
const ids = (batch: readonly LaneEntry[]): string[] => batch.map(({ message }) => message.id);

function gatedLane(settings: { maxBatch: number; concurrency: number }) {
  const batches: string[][] = [];
  const gates: ((locked: readonly LaneEntry[]) => void)[] = [];
  const lane = new Lane(settings, (batch) => {
    batches.push(ids(batch));
    return new Promise((resolve) => gates.push(resolve));
  });
  const finish = async (index: number, locked: readonly LaneEntry[] = []): Promise<void> => {
    gates[index]?.(locked);
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { lane, batches, finish };
}

describe('a lane', () => {
  it('merges what arrives while a batch is under way', async () => {
    const { lane, batches, finish } = gatedLane({ maxBatch: 10, concurrency: 1 });
    lane.push([entry('a', '1')]);
    lane.push([entry('b', '2')]);
    lane.push([entry('a', '3'), entry('c', '4')]);
    await finish(0);
    expect(batches).toEqual([['1'], ['2', '3', '4']]);
  });

  it('runs other keys beside a slow one, and never one key twice at once', async () => {
    const { lane, batches, finish } = gatedLane({ maxBatch: 1, concurrency: 2 });
    lane.push([entry('a', '1'), entry('a', '2'), entry('b', '3'), entry('c', '4')]);
    expect(batches).toEqual([['1'], ['3']]);
    await finish(1);
    expect(batches).toEqual([['1'], ['3'], ['4']]);
    await finish(0);
    expect(batches).toEqual([['1'], ['3'], ['4'], ['2']]);
  });

  it('lets nothing new begin when it is closed, and waits for what has begun', async () => {
    const { lane, batches, finish } = gatedLane({ maxBatch: 1, concurrency: 1 });
    lane.push([entry('a', '1'), entry('b', '2')]);
    const closed = lane.close();
    lane.push([entry('c', '3')]);
    await finish(0);
    await closed;
    expect(batches).toEqual([['1']]);
  });

  it('goes on with others while a record is set aside, which comes again before the rest of its key', async () => {
    const { lane, batches, finish } = gatedLane({ maxBatch: 10, concurrency: 1 });
    const [first, second] = [entry('a', '1'), entry('a', '2')];
    lane.push([first, entry('b', '3')]);
    lane.push([second, entry('c', '4')]);
    await finish(0, [first]);
    expect(batches).toEqual([['1', '3'], ['4']]);
    expect(lane.depth).toBe(2);
    await finish(1);
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(batches).toEqual([['1', '3'], ['4'], ['1', '2']]);
  });

  it.each(['clear', 'close'] as const)('drops what is set aside on %s: the broker delivers it again', async (drop) => {
    const { lane, batches, finish } = gatedLane({ maxBatch: 10, concurrency: 1 });
    const first = entry('a', '1');
    lane.push([first]);
    await finish(0, [first]);
    await lane[drop]();
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect({ batches, depth: lane.depth }).toEqual({ batches: [['1']], depth: 0 });
    if (drop === 'clear') lane.push([entry('a', '5')]);
    expect(batches).toHaveLength(drop === 'clear' ? 2 : 1);
  });
});
