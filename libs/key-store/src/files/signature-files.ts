import type { KeyObject } from 'node:crypto';
import type { Logger } from '@wallet/service';
import type { KeyFiles } from './key-files';
import { PublicKeys } from './public-keys';
import type { NeededKeys } from './require-keys';

export const signingName = 'wallet-private';
const alipayplusName = 'alipayplus-public';

/** Alipay+'s keys in `KEYS_DIR`. `readPublicKey` throws on anything but its kind of key. */
export const alipayplusPublicKeys = (files: KeyFiles, readPublicKey: (text: string) => KeyObject, logger: Logger) =>
  new PublicKeys(alipayplusName, files, (content) => readPublicKey(content.toString()), logger);

export interface SignatureKeyReaders {
  readPublicKey(text: string): KeyObject;
  readPrivateKey(text: string): KeyObject;
}

/** What a folder needs to check Alipay+'s signatures. */
export const neededPublicKeys = (readers: Pick<SignatureKeyReaders, 'readPublicKey'>): NeededKeys => ({
  [alipayplusName]: { read: (text) => readers.readPublicKey(text), isChosen: false },
});

/** What a folder needs to make ours too. */
export const neededSignatureKeys = (readers: SignatureKeyReaders): NeededKeys => ({
  ...neededPublicKeys(readers),
  [signingName]: { read: (text) => readers.readPrivateKey(text), isChosen: true },
});
