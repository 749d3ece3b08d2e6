import { reachedShare } from './country-budget';

const alerts = (budget: number | undefined, sends: number) =>
  Array.from({ length: sends }, (_, index) => [index + 1, reachedShare(index + 1, budget)] as const).filter(
    ([, share]) => share !== undefined,
  );

it.each([
  [
    10,
    [
      [5, 50],
      [8, 80],
      [10, 100],
    ],
  ],
  [
    7,
    [
      [4, 50],
      [6, 80],
      [7, 100],
    ],
  ],
  [
    3,
    [
      [2, 50],
      [3, 100],
    ],
  ],
  [1, [[1, 100]]],
  [undefined, []],
])('of a budget of %p each share is told once, by the message that reaches it', (budget, told) => {
  expect(alerts(budget, 20)).toEqual(told);
});
