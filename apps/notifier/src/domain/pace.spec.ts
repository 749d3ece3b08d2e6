import { Pace } from './pace';

it('gives so many a second, whenever it is asked, and saves up no more than that', () => {
  let nowMs = 5_000;
  const pace = new Pace(10, () => nowMs);
  expect(pace.places).toBe(10);
  pace.take(10);
  expect(pace.places).toBe(0);
  const given: number[] = [];
  for (let step = 0; step < 20; step += 1) {
    nowMs += 50;
    given.push(pace.places);
    pace.take(pace.places);
  }
  expect(given.reduce((sum, count) => sum + count)).toBe(10);
  nowMs += 60_000;
  expect(pace.places).toBe(10);
});
