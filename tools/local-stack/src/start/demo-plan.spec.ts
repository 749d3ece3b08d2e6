import { demoPlanOf } from './demo-plan';

const stay = { once: false, demo: true };
const once = { once: true, demo: true };
const http = { CUSTOMER_DIRECTORY: 'http' };
const yours = { ...http, DIRECTORY_URL: 'https://directory.example' };

test.each([
  ['imported where auth keeps them', {}, { customers: 'imported' }],
  ['imported where auth keeps them, whatever else is set', { DIRECTORY_URL: 'https://x' }, { customers: 'imported' }],
  ['credited in the directory of the stack', http, { customers: 'credited', currency: 'HKD' }],
  ['credited in its currency', { ...http, DIRECTORY_CURRENCY: 'HKD' }, { customers: 'credited', currency: 'HKD' }],
])('demo customers are %s', (_, env, plan) => {
  for (const args of [stay, once]) expect(demoPlanOf(args, env)).toEqual(plan);
});

test.each([
  [yours, 'your directory at https://directory.example keeps the customers'],
  [{ ...http, DIRECTORY_CURRENCY: 'JPY' }, 'the accounts of the directory are in JPY'],
])('there are none with %j, and nothing to show once', (env, why) => {
  expect(demoPlanOf(stay, env)).toEqual({ customers: 'none', why });
  expect(() => demoPlanOf(once, env)).toThrow(`${why}: leave out --once`);
});
