import { createHash } from 'node:crypto';

export interface ForgedEncoding {
  readonly name: string;
  readonly encoded: Buffer;
}

const sequence = 0x30;
const oid = 0x06;
const octetString = 0x04;
const asn1Null = Buffer.from('0500', 'hex');
const sha256Oid = '608648016503040201';
const sha1Oid = '2b0e03021a';
const junk = Buffer.from('deadbeef', 'hex');

const hexBytes = (hex: string) => Buffer.from(hex, 'hex');
const tlv = (tag: number, ...parts: Buffer[]) => withLength(tag, [], Buffer.concat(parts));
const withLength = (tag: number, prefix: number[], content: Buffer) =>
  Buffer.concat([Buffer.from([tag, ...prefix, content.length]), content]);
const algorithm = (oidHex: string, parameters: Buffer = asn1Null) =>
  tlv(sequence, tlv(oid, hexBytes(oidHex)), parameters);

/** Encoded messages of `size` bytes for a SHA-256 `hash`, each with one fault against RFC 8017 §9.2. */
export function forgedEncodings(hash: Buffer, size: number): ForgedEncoding[] {
  return [
    ...Object.entries(forgedDigestInfos(hash)).map(([name, digestInfo]) => ({ name, encoded: pad(digestInfo, size) })),
    ...Object.entries(forgedPaddings(digestInfoOf(hash), size)).map(([name, encoded]) => ({ name, encoded })),
  ];
}

/** The one encoding that is right: RFC 8017 §9.2. */
export const rightEncoding = (hash: Buffer, size: number) => pad(digestInfoOf(hash), size);

const digestInfoOf = (hash: Buffer) => tlv(sequence, algorithm(sha256Oid), tlv(octetString, hash));

function pad(digestInfo: Buffer, size: number, blockType = 1): Buffer {
  const padding = Buffer.alloc(size - digestInfo.length - 3, 0xff);
  return Buffer.concat([Buffer.from([0, blockType]), padding, Buffer.from([0]), digestInfo]);
}

function forgedDigestInfos(hash: Buffer): Record<string, Buffer> {
  const octets = tlv(octetString, hash);
  const sha256 = algorithm(sha256Oid);
  const sha1 = createHash('sha1').update(hash).digest();
  const long = [0x81];
  return {
    'no NULL parameter': tlv(sequence, algorithm(sha256Oid, Buffer.alloc(0)), octets),
    'two NULL parameters': tlv(sequence, algorithm(sha256Oid, Buffer.concat([asn1Null, asn1Null])), octets),
    'NULL with content': tlv(sequence, algorithm(sha256Oid, hexBytes('050100')), octets),
    'another parameter than NULL': tlv(sequence, algorithm(sha256Oid, hexBytes('0c00')), octets),
    'junk after NULL': tlv(sequence, algorithm(sha256Oid, Buffer.concat([asn1Null, junk])), octets),
    'long NULL length': tlv(sequence, algorithm(sha256Oid, hexBytes('058100')), octets),
    'OID of SHA-1': tlv(sequence, algorithm(sha1Oid), octets),
    'OID and hash of SHA-1': tlv(sequence, algorithm(sha1Oid), tlv(octetString, sha1)),
    'OID of SHA-224': tlv(sequence, algorithm('608648016503040204'), octets),
    'OID of SHA-512': tlv(sequence, algorithm('608648016503040203'), octets),
    'OID of sha256WithRSAEncryption': tlv(sequence, algorithm('2a864886f70d01010b'), octets),
    'empty OID': tlv(sequence, algorithm(''), octets),
    'long OID length': tlv(sequence, tlv(sequence, withLength(oid, long, hexBytes(sha256Oid)), asn1Null), octets),
    'long algorithm length': tlv(sequence, withLength(sequence, long, sha256.subarray(2)), octets),
    'long hash length': tlv(sequence, sha256, withLength(octetString, long, hash)),
    'two-byte hash length': tlv(sequence, sha256, withLength(octetString, [0x82, 0], hash)),
    'long DigestInfo length': withLength(sequence, long, Buffer.concat([sha256, octets])),
    'indefinite DigestInfo length': Buffer.concat([hexBytes('3080'), sha256, octets, Buffer.alloc(2)]),
    'set for sequence': tlv(0x31, sha256, octets),
    'bit string for octet string': tlv(sequence, sha256, tlv(0x03, hash)),
    'constructed octet string': tlv(sequence, sha256, tlv(0x24, octets)),
    'no algorithm': tlv(sequence, octets),
    'no hash': tlv(sequence, sha256),
    'empty hash': tlv(sequence, sha256, tlv(octetString)),
    'cut hash': tlv(sequence, sha256, tlv(octetString, hash.subarray(0, 31))),
    'longer hash': tlv(sequence, sha256, tlv(octetString, hash, Buffer.alloc(1))),
    'flipped hash': tlv(sequence, sha256, tlv(octetString, flipLastBit(hash))),
    'junk inside DigestInfo': tlv(sequence, sha256, octets, junk),
    'junk in front of the hash': tlv(sequence, sha256, junk, octets),
    'junk after DigestInfo': Buffer.concat([tlv(sequence, sha256, octets), junk]),
    'bare hash': hash,
    'bare octet string': octets,
    'wrong DigestInfo length': Buffer.concat([hexBytes('3032'), sha256, octets]),
  };
}

function forgedPaddings(digestInfo: Buffer, size: number): Record<string, Buffer> {
  const right = pad(digestInfo, size);
  const shortPadding = Buffer.concat([Buffer.from([0, 1]), Buffer.alloc(8, 0xff), Buffer.from([0]), digestInfo]);
  const rest = size - shortPadding.length;
  return {
    'block type 0': pad(digestInfo, size, 0),
    'block type 2': pad(digestInfo, size, 2),
    'first byte 1': replaceByte(right, 0, 1),
    'no padding': Buffer.concat([Buffer.from([0, 1, 0]), digestInfo, Buffer.alloc(size - digestInfo.length - 3)]),
    'zeros for padding': Buffer.concat([Buffer.from([0, 1]), Buffer.alloc(size - digestInfo.length - 2), digestInfo]),
    'one padding byte 0xfe': replaceByte(right, 20, 0xfe),
    'a zero inside the padding': replaceByte(right, 20, 0),
    'first padding byte 0': replaceByte(right, 2, 0),
    'last padding byte 0': replaceByte(right, size - digestInfo.length - 2, 0),
    'no separator': replaceByte(right, size - digestInfo.length - 1, 0xff),
    'short padding, zeros at the end': Buffer.concat([shortPadding, Buffer.alloc(rest)]),
    'short padding, junk at the end (Bleichenbacher 2006)': Buffer.concat([shortPadding, Buffer.alloc(rest, 0xab)]),
    'shifted left by one': Buffer.concat([right.subarray(1), Buffer.alloc(1)]),
    'all zeros but the hash': Buffer.concat([Buffer.alloc(size - 32), digestInfo.subarray(-32)]),
  };
}

const flipLastBit = (bytes: Buffer) => replaceByte(bytes, bytes.length - 1, bytes.at(-1)! ^ 1);

function replaceByte(bytes: Buffer, at: number, value: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = value;
  return copy;
}
