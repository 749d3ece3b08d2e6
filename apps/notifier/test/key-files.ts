import { generateKeyPairSync, type KeyObject } from 'node:crypto';

export const newKeys = () => generateKeyPairSync('rsa', { modulusLength: 2048 });

export const pemOf = (key: KeyObject): Buffer =>
  Buffer.from(key.export({ type: key.type === 'private' ? 'pkcs8' : 'spki', format: 'pem' }));

/** A key folder in memory: `alipayplus-public.2` -> content. */
export class KeyFiles {
  readonly files = new Map<string, Buffer>();

  version(name: string, version: string): Buffer | undefined {
    return this.files.get(`${name}.${version}`);
  }

  newest(name: string): { version: string; content: Buffer } | undefined {
    const versions = [...this.files.keys()].filter((file) => file.startsWith(`${name}.`)).sort();
    const file = versions.at(-1);
    const content = file && this.files.get(file);
    return file && content ? { version: file.slice(name.length + 1), content } : undefined;
  }
}
