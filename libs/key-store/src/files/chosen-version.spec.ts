import { chooseVersion } from './chosen-version';

const choose = (versions: string[], active?: string) => chooseVersion('wallet-private', versions, active);

it.each([
  [['1'], undefined, '1'],
  [['0'], undefined, '0'],
  [['7'], '7', '7'],
  [['2', '1', '0'], '0', '0'],
  [['2', '1', '0'], '1', '1'],
])('of %j with %j in its .active it is %s', (versions, active, version) => {
  expect(choose(versions, active)).toEqual({ version });
});

it.each([
  [[], undefined, 'has no wallet-private.pem or wallet-private.<n>.pem'],
  [[], '1', 'has no wallet-private.pem or wallet-private.<n>.pem'],
  [
    ['2', '1'],
    undefined,
    'has the versions 2, 1 of wallet-private and no wallet-private.active: write into it the one to use, such as 1',
  ],
  [['2', '1'], '3', 'has a wallet-private.active that names version 3, of which there is no key: write one of 2, 1'],
  [['1'], '3', 'has a wallet-private.active that names version 3, of which there is no key: write one of 1'],
])('of %j with %j in its .active it cannot be told', (versions, active, fault) => {
  expect(choose(versions, active)).toEqual({ fault });
});

it.each(['', '01', '-1', '1000000000', 'newest', '1 2', '-----BEGIN'])(
  '%j is no version and is not repeated',
  (text) => {
    const { fault } = choose(['1'], text);
    expect(fault).toBe(
      'has a wallet-private.active that holds no version: write a number from 0 to 999999999 without leading zeros',
    );
  },
);
