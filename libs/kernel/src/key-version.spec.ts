import { isKeyVersion, newestFirst } from './key-version';

it.each(['0', '1', '9', '10', '2026112912'.slice(0, 9), '999999999'])('%s is a version', (text) => {
  expect(isKeyVersion(text)).toBe(true);
});

it.each(['', '00', '01', '-1', '+1', '1.0', '1e3', ' 1', '1\n', '1000000000', '0x1', '１', 'newest', '__proto__'])(
  '%j is none',
  (text) => {
    expect(isKeyVersion(text)).toBe(false);
  },
);

it('is ordered by number', () => {
  expect(['2', '10', '0', '999999999'].sort(newestFirst)).toEqual(['999999999', '10', '2', '0']);
});
