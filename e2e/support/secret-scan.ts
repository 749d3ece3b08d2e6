import { createPrivateKey } from 'node:crypto';

/** Something that must not be found, as all the texts that would give it away. Bytes are read as latin1. */
export interface Secret {
  readonly name: string;
  readonly needles: readonly string[];
}

/** A piece of what is searched, and where it was. */
export interface Content {
  readonly place: string;
  readonly bytes: Buffer;
}

/** As it is, in hex, and in base64 (both alphabets) wherever it begins in what was encoded. Escapes: see `findSecrets`. */
function needlesOf(secret: Buffer): string[] {
  const hex = secret.toString('hex');
  const base64 = [0, 1, 2].flatMap((offset) => {
    const standard = base64At(secret, offset);
    return [standard, standard.replaceAll('+', '-').replaceAll('/', '_')];
  });
  return [...new Set([secret.toString('latin1'), hex, hex.toUpperCase(), ...base64])];
}

/** The characters that depend on the secret alone when `offset` other bytes come before it. */
function base64At(secret: Buffer, offset: number): string {
  const text = Buffer.concat([Buffer.alloc(offset), secret]).toString('base64');
  const first = Math.ceil((offset * 8) / 6);
  const last = Math.floor(((offset + secret.length) * 8) / 6);
  return text.slice(first, last);
}

export const textSecret = (name: string, text: string): Secret => ({ name, needles: needlesOf(Buffer.from(text)) });

/** A code or token of 32 or 40 characters, found by what follows the first 8, in parts of 12. */
export function tokenSecret(name: string, token: string): Secret {
  const parts = [8, 20, token.length - 12].map((start) => token.slice(start, start + 12));
  return { name, needles: [...new Set(parts)].flatMap((part) => needlesOf(Buffer.from(part))) };
}

/** More of a code or token than a log may show: 8 characters. */
export const tokenStart = (name: string, token: string): Secret => textSecret(`${name}'s start`, token.slice(0, 9));

/** A key that its file holds in base64: the file's text and the bytes. */
export function base64KeySecret(name: string, file: string): Secret {
  const text = file.trim();
  return { name, needles: [...needlesOf(Buffer.from(text)), ...needlesOf(Buffer.from(text, 'base64'))] };
}

/** An RSA private key: its exponent, its primes, and every line of its PEM body that holds nothing of the public key. */
export function privateKeySecret(name: string, pem: string): Secret {
  const { d, p, q } = createPrivateKey(pem).export({ format: 'jwk' });
  const numbers = [d, p, q].map((value) => Buffer.from(value ?? '', 'base64url'));
  const lines = pem.split('\n').filter((line) => line.length === 64);
  const secretLines = lines.slice(Math.ceil(lines.length / 4));
  return { name, needles: [...numbers, ...secretLines.map((line) => Buffer.from(line))].flatMap(needlesOf) };
}

/** The text as it came, with the escapes of JSON undone, and with those of URLs. */
function readings(bytes: Buffer): string[] {
  const text = bytes.toString('latin1');
  const json = text
    .replace(/\\+u00([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
    .replace(/\\+\//g, '/');
  const url = text.replace(/%(?:25)*([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return [...new Set([text, json, url])];
}

/** `<secret> in <place>`, once for each secret and place. */
export function findSecrets(secrets: readonly Secret[], contents: readonly Content[]): string[] {
  return contents.flatMap(({ place, bytes }) => {
    const texts = readings(bytes);
    return secrets
      .filter(({ needles }) => needles.some((needle) => texts.some((text) => text.includes(needle))))
      .map(({ name }) => `${name} in ${place}`);
  });
}
