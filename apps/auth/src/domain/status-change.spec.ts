import { statusAfter } from './status-change';

describe('a change of status', () => {
  it.each([
    ['freeze', 'ACTIVE', 'FROZEN'],
    ['freeze', 'FROZEN', 'FROZEN'],
    ['freeze', 'CLOSED', undefined],
    ['unfreeze', 'ACTIVE', 'ACTIVE'],
    ['unfreeze', 'FROZEN', 'ACTIVE'],
    ['unfreeze', 'CLOSED', undefined],
    ['close', 'ACTIVE', 'CLOSED'],
    ['close', 'FROZEN', 'CLOSED'],
    ['close', 'CLOSED', 'CLOSED'],
  ] as const)('%s of %s gives %s', (change, before, after) => {
    expect(statusAfter(change, before)).toBe(after);
  });
});
