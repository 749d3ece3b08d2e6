import { generateKeyPairSync, type KeyObject } from 'node:crypto';

export const newKeys = () => generateKeyPairSync('rsa', { modulusLength: 2048 });

/** As a key folder has it in a file. */
export const pemOf = (key: KeyObject): Buffer =>
  Buffer.from(key.export({ type: key.type === 'private' ? 'pkcs8' : 'spki', format: 'pem' }));
