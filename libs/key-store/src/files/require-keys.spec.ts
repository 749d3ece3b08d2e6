import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requireKeys } from './require-keys';

const read = (text: string) => {
  if (text !== 'key') throw new Error('nonsense');
};
const needed = { seal: { read, isChosen: true }, 'wallet-app-public': { read, isChosen: false } };

describe('the keys that a setting needs', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'needed-'));
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  const faultOf = (files: Record<string, string>): string => {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(dir, name), content);
    try {
      requireKeys(dir, needed);
      return 'none';
    } catch (error) {
      return (error as Error).message.replaceAll(dir, 'DIR');
    }
  };
  const app = { 'wallet-app-public.pem': 'key' };

  it.each([
    [{ 'seal.1.key': 'key' }],
    [{ 'seal.0.key': 'key', 'wallet-app-public.7.pem': 'key' }],
    [{ 'seal.1.key': 'key', 'seal.2.key': 'half', 'wallet-app-public.2.pem': 'half' }],
    [{ 'seal.1.key': 'key', 'seal.2.key': 'key', 'seal.active': '2\n' }],
  ])('are there in %j', (files) => {
    expect(faultOf({ ...app, ...files })).toBe('none');
  });

  it.each([
    [{}, 'DIR has no seal.<n>.key'],
    [{ 'seal.01.key': 'key' }, 'DIR has no seal.<n>.key (not one: DIR/seal.01.key)'],
    [{ 'seal.1.key': 'half' }, 'DIR in it DIR/seal.1.key is no key (nonsense)'],
    [
      { 'seal.1.key': 'key', 'seal.2.key': 'key' },
      'DIR has the versions 2, 1 of seal and no seal.active: write into it the one to use, such as 1',
    ],
    [
      { 'seal.1.key': 'key', 'seal.active': '2' },
      'DIR has a seal.active that names version 2, of which there is no key: write one of 1',
    ],
    [
      { 'seal.1.key': 'key', 'seal.active': '' },
      'DIR has a seal.active that holds no version: write a number from 0 to 999999999 without leading zeros',
    ],
  ])('are not there in %j', (files, fault) => {
    expect(faultOf({ ...app, ...files })).toBe(fault);
  });

  it('name no version in an .active that cannot be read', () => {
    mkdirSync(join(dir, 'seal.active'));
    expect(faultOf({ ...app, 'seal.1.key': 'key' })).toContain('holds no version');
  });
});
