import { randomBytes } from 'node:crypto';
import { FileSealKeys } from './seal-keys';

describe('the seal keys', () => {
  const bytes = randomBytes(32);
  const keysOf = (text: string) =>
    new FileSealKeys({
      version: (name, version) => (name === 'seal' && version === '3' ? Buffer.from(text) : undefined),
      newest: () => ({ version: '3', content: Buffer.from(text) }),
    });

  it('are 32 bytes in base64, the newest is current', () => {
    const keys = keysOf(`${bytes.toString('base64')}\n`);
    expect(keys.current).toBe('3');
    expect(keys.key('3')).toEqual(bytes);
    expect(keys.key('1')).toBeUndefined();
    expect(() => keys.require()).not.toThrow();
  });

  it.each(['', 'AAAA', randomBytes(31).toString('base64')])('stop the start when the file holds %p', (text) => {
    expect(() => keysOf(text).require()).toThrow('SEAL_KEYS_DIR');
  });
});
