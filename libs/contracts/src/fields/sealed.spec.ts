import { randomBytes } from 'node:crypto';
import { seal, unseal, type SealKeys, type SealPlace } from './sealed';

const keyring = (current: string, versions: Record<string, Buffer>): SealKeys => ({
  current,
  key: (version) => versions[version],
});
const place: SealPlace = { topic: 'otp.check.command.v1', type: 'CheckOtp', key: 'order-1', correlationId: 'c-1' };

describe('a sealed value', () => {
  const first = randomBytes(32);

  it('opens at its own place and holds nothing readable', () => {
    const keys = keyring('1', { '1': first });
    const sealed = seal('004711', place, keys);
    expect(sealed).not.toContain('004711');
    expect(unseal(sealed, place, keys)).toBe('004711');
  });

  it.each(['topic', 'type', 'key', 'correlationId'] as const)('does not open under another %s', (field) => {
    const keys = keyring('1', { '1': first });
    expect(() => unseal(seal('004711', place, keys), { ...place, [field]: 'other' }, keys)).toThrow();
  });

  it('opens after the key was rotated, while the old version is kept', () => {
    const sealed = seal('004711', place, keyring('1', { '1': first }));
    expect(unseal(sealed, place, keyring('2', { '1': first, '2': randomBytes(32) }))).toBe('004711');
    expect(() => unseal(sealed, place, keyring('2', { '2': randomBytes(32) }))).toThrow('version 1');
  });

  it('does not open when a byte was changed', () => {
    const keys = keyring('1', { '1': first });
    const [version, iv, tag, text = ''] = seal('004711', place, keys).split('.');
    const flipped = (text.startsWith('A') ? 'B' : 'A') + text.slice(1);
    expect(() => unseal([version, iv, tag, flipped].join('.') as never, place, keys)).toThrow();
  });
});
