import { accessSync, constants } from 'node:fs';
import { fileFault, settings } from '@wallet/service';
import { z } from 'zod';
import { requireKeys, type NeededKeys } from '../files/require-keys';
import { neededPublicKeys, neededSignatureKeys, signingName, type SignatureKeyReaders } from '../files/signature-files';

const folderWith = (needed: NeededKeys) =>
  settings.path(`a folder with ${Object.keys(needed).join(', ')}`, (dir) => requireKeys(dir, needed));

function requireReadable(path: string): void {
  try {
    accessSync(path, constants.R_OK);
  } catch (error) {
    throw fileFault(path, error);
  }
}

/** Where our private key is, and the keys of others; a part of the config of a process that signs, by `z.intersection`. */
export const keyStoreSettings = (readers: SignatureKeyReaders, others: NeededKeys = {}) =>
  z.discriminatedUnion(
    'KEY_STORE',
    [
      z.object({
        KEY_STORE: z.literal('files').optional(),
        KEYS_DIR: folderWith({ ...neededSignatureKeys(readers), ...others }),
      }),
      z.object({
        KEY_STORE: z.literal('pkcs11'),
        KEYS_DIR: folderWith({ ...neededPublicKeys(readers), ...others }),
        PKCS11_MODULE: settings.path('the path of a PKCS#11 module', requireReadable),
        PKCS11_TOKEN: settings.text(),
        PKCS11_PIN_FILE: settings.liveFile(),
        PKCS11_KEY_LABEL: settings.text(signingName),
      }),
    ],
    'must be files or pkcs11',
  );

export type KeyStoreSettings = z.output<ReturnType<typeof keyStoreSettings>>;
