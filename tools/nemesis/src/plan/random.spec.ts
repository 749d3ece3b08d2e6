import { Random } from './random';

const draw = (random: Random, count = 5) => Array.from({ length: count }, () => random.integer(0, 1_000_000));

describe('seeded numbers', () => {
  it('are the same for the same seed and others for another', () => {
    expect(draw(new Random('7'))).toEqual(draw(new Random('7')));
    expect(draw(new Random('7'))).not.toEqual(draw(new Random('8')));
  });

  it('of a name do not depend on what was drawn before', () => {
    const random = new Random('7');
    const before = draw(random.named('load'));
    draw(random, 100);
    expect(draw(random.named('load'))).toEqual(before);
    expect(draw(random.named('faults'))).not.toEqual(before);
  });

  it('reach both ends of their range and keep the mean', () => {
    const random = new Random('7');
    const numbers = Array.from({ length: 10_000 }, () => random.integer(1, 6));
    expect([Math.min(...numbers), Math.max(...numbers)]).toEqual([1, 6]);
    expect(numbers.reduce((sum, number) => sum + number) / 10_000).toBeCloseTo(3.5, 1);
    const waits = Array.from({ length: 10_000 }, () => random.waitMs(20));
    expect(waits.reduce((sum, wait) => sum + wait) / 10_000).toBeCloseTo(50, -1);
  });

  it('pick by weight', () => {
    const random = new Random('7');
    const picked = Array.from({ length: 4_000 }, () => random.weighted({ often: 3, seldom: 1, never: 0 }));
    const share = (key: string) => picked.filter((each) => each === key).length / 4_000;
    expect(share('often')).toBeCloseTo(0.75, 1);
    expect(share('never')).toBe(0);
  });
});
