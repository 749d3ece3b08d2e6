import { createHash, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readPrivateKey, readPublicKey } from './rsa-keys';
import { signMessage, verifyMessage } from './signature';
import { contentToSign, type SignedMessage } from './signed-message';

/** Made outside this project and reproduced by Alipay's own SDKs; the keys are throw-away. */
interface Vectors {
  keys: Record<Signer, { private_pkcs8_base64: string; public_spki_base64: string }>;
  vectors: Vector[];
  header_cases: { id: string; applies_to: string; header: string; expected: string; why: string }[];
}
type Signer = 'MPP' | 'ALIPAYPLUS';
interface Vector {
  id: string;
  description: string;
  signer: Signer;
  method: string;
  uri: string;
  client_id: string;
  time: string;
  body: string;
  body_bytes: number;
  content_to_sign: string;
  content_sha256: string;
  signature_header_value: string;
  signature_header: string;
}

const file = join(__dirname, '../vectors/alipayplus-signature-vectors.json');
const { keys, vectors, header_cases: headerCases } = JSON.parse(readFileSync(file, 'utf8')) as Vectors;
const publicKeyOf = (signer: Signer) => readPublicKey(keys[signer].public_spki_base64);

const messageOf = (vector: Vector): SignedMessage => ({
  method: vector.method,
  uri: vector.uri,
  clientId: vector.client_id,
  time: vector.time,
  rawBody: Buffer.from(vector.body),
});

/** Knows the versions that the vectors use, and 1 when none is given. */
const findIn = (key: KeyObject) => (keyVersion?: string) =>
  ['0', '1', '2'].includes(keyVersion ?? '1') ? key : undefined;

describe.each(vectors.map((vector) => [vector.id, vector.description, vector] as const))(
  '%s: %s',
  (_id, _what, vector) => {
    const message = messageOf(vector);

    it('has the content to sign', () => {
      const content = contentToSign(message);
      expect(message.rawBody).toHaveLength(vector.body_bytes);
      expect(content.toString()).toBe(vector.content_to_sign);
      expect(createHash('sha256').update(content).digest('hex')).toBe(vector.content_sha256);
    });

    it('is signed byte for byte', async () => {
      const keyVersion = /keyVersion=(\d+)/.exec(vector.signature_header)![1]!;
      const privateKey = readPrivateKey(keys[vector.signer].private_pkcs8_base64);
      expect(await signMessage(message, { keyVersion, privateKey })).toBe(vector.signature_header.replaceAll(' ', ''));
      expect(vector.signature_header).toContain(`signature=${vector.signature_header_value}`);
    });

    it('is verified', () => {
      const header = vector.signature_header;
      expect(verifyMessage(message, header, findIn(publicKeyOf(vector.signer)))).toEqual({ ok: true });
    });

    it('is refused with the key of the other party', () => {
      const other = publicKeyOf(vector.signer === 'MPP' ? 'ALIPAYPLUS' : 'MPP');
      expect(verifyMessage(message, vector.signature_header, findIn(other))).toEqual({
        ok: false,
        code: 'INVALID_SIGNATURE',
        reason: 'wrong signature',
      });
    });
  },
);

describe.each(headerCases.map((headerCase) => [headerCase.id, headerCase.why, headerCase] as const))(
  '%s: %s',
  (id, _why, headerCase) => {
    const vector = vectors.find((candidate) => candidate.id === headerCase.applies_to)!;
    const verified = verifyMessage(messageOf(vector), headerCase.header, findIn(publicKeyOf(vector.signer)));
    const reasons: Record<string, string> = {
      H6: 'unsupported algorithm',
      H7: 'unknown key version',
      H8: 'malformed signature',
    };

    it(headerCase.expected, () => {
      const [verdict, code] = headerCase.expected.split(' ');
      if (verdict === 'accept') expect(verified).toEqual({ ok: true });
      else expect(verified).toEqual({ ok: false, code, reason: reasons[id] ?? 'wrong signature' });
    });
  },
);

it('holds 13 messages and 13 headers', () => {
  expect([vectors.length, headerCases.length]).toEqual([13, 13]);
});
