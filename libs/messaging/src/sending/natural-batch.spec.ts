import { NaturalBatch, type Bounds } from './natural-batch';

const item = (name: string, bytes = 1) => ({ name, place: name.slice(0, 1), bytes });
type Item = ReturnType<typeof item>;

function started(bounds: Partial<Bounds>, hold?: Promise<void>): { batch: NaturalBatch<Item>; sent: string[] } {
  const sent: string[] = [];
  const send = async (items: Item[]): Promise<void> => {
    sent.push(items.map(({ name }) => name).join(' '));
    if (sent.length === 1) await hold;
  };
  return { batch: new NaturalBatch<Item>(send, { items: 100, bytes: 100, bytesOf: () => 100, ...bounds }), sent };
}

describe('natural batching', () => {
  it('collects what arrives while a batch is under way, in order', async () => {
    let release = (): void => undefined;
    const { batch, sent } = started({}, new Promise<void>((resolve) => (release = resolve)));
    batch.add([item('a1')]);
    await Promise.resolve().then(() => undefined);
    batch.add([item('a2'), item('a3')]);
    batch.add([item('a4')]);
    release();
    await batch.idle();
    expect(sent).toEqual(['a1', 'a2 a3 a4']);
  });

  it.each([
    ['items', { items: 3 }, ['a1 a2 a3', 'a4 a5 a6', 'a7']],
    ['bytes', { bytes: 20 }, ['a1 a2', 'a3 a4', 'a5 a6', 'a7']],
    ['bytes of the place', { bytesOf: () => 45 }, ['a1 a2 a3 a4', 'a5 a6 a7']],
  ])('keeps a batch within its %s', async (_, bounds, expected) => {
    const { batch, sent } = started(bounds);
    batch.add(['a1', 'a2', 'a3', 'a4', 'a5', 'a6', 'a7'].map((name) => item(name, 10)));
    await batch.idle();
    expect(sent).toEqual(expected);
  });

  it('sends an item that alone exceeds a bound alone in its place, with what fits of others', async () => {
    const { batch, sent } = started({ bytesOf: () => 30 });
    batch.add([item('a1', 50), item('a2', 10), item('b1', 10), item('a3', 10), item('b2', 10)]);
    await batch.idle();
    expect(sent).toEqual(['a1 b1 b2', 'a2 a3']);
  });

  it('sends an item that is larger than any batch, and keeps the order of a place when a smaller one would fit', async () => {
    const { batch, sent } = started({ bytes: 30 });
    batch.add([item('a1', 20), item('b1', 500), item('b2', 5), item('c1', 5)]);
    await batch.idle();
    expect(sent).toEqual(['a1 c1', 'b1', 'b2']);
  });
});
