import type { SealKeys } from '@wallet/contracts';
import { DependencyFault } from '@wallet/service';
import { agreementOf } from '../../../test/sample-agreement';
import { TokenVault } from './token-vault';

const vaultWith = (key: (version: string) => Buffer | undefined) => {
  const sealKeys: SealKeys = { current: '1', key };
  return new TokenVault({ key: Buffer.alloc(32), routingNumber: '600' }, sealKeys);
};

describe('what is kept sealed of an agreement', () => {
  const own = vaultWith(() => Buffer.alloc(32, 1));
  const pair = own.make();
  const agreement = agreementOf();
  const stored = {
    ...agreement,
    sealedAnswer: own.sealAnswer(pair, agreement),
    sealedAccessToken: own.sealAccessToken(pair, agreement),
  };

  it('opens for who has the key', () => {
    expect(own.openAnswer(stored)).toEqual(pair);
  });

  it.each([
    ['has no such version', vaultWith((version) => (version === '1' ? undefined : Buffer.alloc(32, 1)))],
    ['has another key of that version', vaultWith(() => Buffer.alloc(32, 2))],
  ])('is out of reach, and no fault of a command, for who %s', (_who, vault) => {
    expect(() => vault.openAnswer(stored)).toThrow(DependencyFault);
    expect(() => vault.accessTokenForAnswer(stored, 'call')).toThrow(DependencyFault);
  });
});
