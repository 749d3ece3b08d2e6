import { createLogger } from '@wallet/service';
import { PublicKeys } from './public-keys';

describe('public keys of another side', () => {
  const files = new Map<string, string>();
  const keys = () =>
    new PublicKeys(
      'theirs',
      {
        version: (_name, version) => (files.has(version) ? Buffer.from(files.get(version)!) : undefined),
        versions: () => [...files.keys()].sort((left, right) => Number(right) - Number(left)),
        active: () => undefined,
      },
      (content) => {
        if (content.toString() === 'half') throw new Error('half a key');
        return content.toString();
      },
      createLogger('test', 'silent'),
    );
  beforeEach(() => {
    files.clear();
    files.set('1', 'one');
  });

  it('are found by version, the newest without one', () => {
    const loaded = keys();
    files.set('0', 'zero').set('2', 'two');
    const found = (version?: string) => loaded.find(version)?.key;
    expect([found('0'), found('1'), found('2'), found(), found('3')]).toEqual(['zero', 'one', 'two', 'two', undefined]);
  });

  it('are what they were while their file is no key, until it is gone', () => {
    const loaded = keys();
    expect(loaded.find('1')).toEqual({ version: '1', key: 'one' });
    files.set('1', 'half').set('7', 'half');
    expect([loaded.find(undefined)?.key, loaded.find('1')?.key, loaded.find('7')]).toEqual(['one', 'one', undefined]);
    files.delete('1');
    expect(loaded.find('1')).toBeUndefined();
  });

  it('stop the start when there is none', () => {
    expect(() => keys().require()).not.toThrow();
    files.set('1', 'half');
    expect(() => keys().require()).toThrow('KEYS_DIR has no key theirs.pem');
  });
});
