import { constants, createHash, generateKeyPairSync, publicDecrypt, sign } from 'node:crypto';
import { forgedEncodings, rightEncoding } from './forged-encodings';
import { forgeSignatures } from './forged-signatures';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const content = Buffer.from('content');
const hash = createHash('sha256').update(content).digest();
const open = (signature: Buffer) => publicDecrypt({ key: publicKey, padding: constants.RSA_NO_PADDING }, signature);

describe('forged signatures', () => {
  it('start from the right encoding', () => {
    expect(open(sign('sha256', content, privateKey))).toEqual(rightEncoding(hash, 256));
  });

  it('differ from it, and hold what their name says', () => {
    const signatures = new Map(forgeSignatures(content, privateKey).map(({ name, signature }) => [name, signature]));
    for (const { name, encoded } of forgedEncodings(hash, 256)) {
      expect([name, encoded.length]).toEqual([name, 256]);
      expect([name, encoded.equals(rightEncoding(hash, 256))]).toEqual([name, false]);
      expect(open(signatures.get(name)!)).toEqual(encoded);
    }
  });

  it('are of the size of the key, whatever the key', () => {
    const large = generateKeyPairSync('rsa', { modulusLength: 3072 });
    const sizes = forgeSignatures(content, large.privateKey).filter(({ signature }) => signature.length === 384);
    expect(sizes.length).toBeGreaterThan(55);
  });
});
