import { codeToPrepare, isUsable, type CodeState, type CodeStatus } from './code-state';

const now = new Date('2026-11-22T10:00:00Z');
const lifeMs = 600_000;
const inMs = (ms: number) => new Date(now.getTime() + ms);
const code = (status: CodeStatus, expiresInMs: number): CodeState => ({
  number: 3,
  status,
  expiresAt: inMs(expiresInMs),
});

describe('the code of a prepare by SMS', () => {
  it.each([
    ['LIVE', 1],
    ['BURNT', 1],
    ['USED', 1],
    ['USED', -1],
  ] as const)('is the newest while it is %s and expires in %i ms', (status, expiresInMs) => {
    const newest = code(status, expiresInMs);
    expect(codeToPrepare(newest, now, lifeMs)).toBe(newest);
  });

  it.each([
    ['LIVE', 0],
    ['BURNT', -1],
  ] as const)('is the next one when the newest is %s and expired %i ms ago', (status, expiresInMs) => {
    const next = { number: 4, status: 'LIVE', expiresAt: inMs(lifeMs) };
    expect(codeToPrepare(code(status, expiresInMs), now, lifeMs)).toEqual(next);
  });

  it('is number 1 when there was none', () => {
    expect(codeToPrepare(undefined, now, lifeMs)).toEqual({ number: 1, status: 'LIVE', expiresAt: inMs(lifeMs) });
  });
});

it.each([
  [undefined, false],
  [code('LIVE', 1), true],
  [code('LIVE', 0), false],
  [code('USED', 1), false],
  [code('BURNT', 1), false],
])('%j is usable: %p', (newest, usable) => {
  expect(isUsable(newest, now)).toBe(usable);
});
