import { NaturalBatch } from './natural-batch';

describe('natural batching', () => {
  it('collects what arrives while a batch is under way, in order', async () => {
    const sent: number[][] = [];
    let release = (): void => undefined;
    const batch = new NaturalBatch<number>(async (items) => {
      sent.push(items);
      if (sent.length === 1) await new Promise<void>((resolve) => (release = resolve));
    }, 100);
    const first = batch.add([1]);
    await Promise.resolve().then(() => undefined);
    const rest = [batch.add([2, 3]), batch.add([4])];
    release();
    await Promise.all([first, ...rest]);
    expect(sent).toEqual([[1], [2, 3, 4]]);
  });

  it('keeps a batch within its size, and never splits what was added together', async () => {
    const sent: number[][] = [];
    const batch = new NaturalBatch<number>((items) => Promise.resolve(void sent.push(items)), 3);
    await Promise.all([batch.add([1, 2]), batch.add([3, 4]), batch.add([5, 6, 7, 8])]);
    expect(sent).toEqual([
      [1, 2],
      [3, 4],
      [5, 6, 7, 8],
    ]);
  });

  it('tells a failure to the callers of that batch only', async () => {
    let calls = 0;
    const batch = new NaturalBatch<number>(
      () => (++calls === 1 ? Promise.reject(new Error('broker')) : Promise.resolve()),
      1,
    );
    const [first, second] = await Promise.allSettled([batch.add([1]), batch.add([2])]);
    expect(first).toMatchObject({ status: 'rejected', reason: { message: 'broker' } });
    expect(second.status).toBe('fulfilled');
  });
});
