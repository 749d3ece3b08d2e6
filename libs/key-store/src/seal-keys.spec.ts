import { randomBytes } from 'node:crypto';
import { createLogger } from '@wallet/service';
import { FileSealKeys } from './seal-keys';

describe('the seal keys', () => {
  const bytes = randomBytes(32);
  const keysOf = (text: string) =>
    new FileSealKeys(
      {
        version: (name, version) => (name === 'seal' && version === '3' ? Buffer.from(text) : undefined),
        versions: () => ['3'],
      },
      createLogger('test', 'silent'),
    );

  it('are 32 bytes in base64, the newest is current', () => {
    const keys = keysOf(`${bytes.toString('base64')}\n`);
    expect(keys.current).toBe('3');
    expect(keys.key('3')).toEqual(bytes);
    expect(keys.key('1')).toBeUndefined();
    expect(() => keys.require()).not.toThrow();
  });

  it('seal with the newest that is a key', () => {
    const files = new Map([
      ['4', 'half'],
      ['3', bytes.toString('base64')],
    ]);
    const found = (version: string) => (files.has(version) ? Buffer.from(files.get(version)!) : undefined);
    const keys = new FileSealKeys(
      { version: (_name, version) => found(version), versions: () => [...files.keys()] },
      createLogger('test', 'silent'),
    );
    expect(keys.current).toBe('3');
    files.set('4', bytes.toString('base64'));
    expect(keys.current).toBe('4');
    files.set('4', 'half');
    expect([keys.current, keys.key('4')]).toEqual(['4', bytes]);
    files.delete('4');
    expect([keys.current, keys.key('4')]).toEqual(['3', undefined]);
  });

  it.each(['', 'AAAA', randomBytes(31).toString('base64')])('stop the start when the file holds %p', (text) => {
    expect(() => keysOf(text).require()).toThrow('SEAL_KEYS_DIR');
  });
});
