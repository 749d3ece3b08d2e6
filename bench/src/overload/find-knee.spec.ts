import { findKnee, type Trial } from './find-knee';

/** A server that answers so many a second, and beyond that ever fewer. */
const serverOf =
  (capacity: number, asked: number[] = []) =>
  (rate: number): Promise<Trial> => {
    asked.push(rate);
    const isOver = rate > capacity;
    return Promise.resolve({ rate, goodput: isOver ? (capacity * capacity) / rate : rate, p99Ms: isOver ? 4_000 : 80 });
  };

describe('the knee', () => {
  it.each([100, 333, 480, 1_000, 2_400])('of a server of %d calls a second is found from below', async (capacity) => {
    const asked: number[] = [];
    const { rate } = await findKnee(400, serverOf(capacity, asked));
    expect(rate).toBeLessThanOrEqual(capacity);
    expect(rate).toBeGreaterThan(0.88 * capacity);
    expect(asked.length).toBeLessThanOrEqual(8);
  });

  it('is below a rate that is answered late, though it is answered', async () => {
    const late = (rate: number): Promise<Trial> =>
      Promise.resolve({ rate, goodput: rate, p99Ms: rate > 300 ? 1_200 : 90 });
    expect((await findKnee(400, late)).rate).toBeLessThanOrEqual(300);
  });

  it('of a server that answers nothing is an error', async () => {
    const dead = (rate: number): Promise<Trial> => Promise.resolve({ rate, goodput: 0, p99Ms: NaN });
    await expect(findKnee(400, dead)).rejects.toThrow('no rate');
  });
});
