import type { Logger } from '@wallet/service';
import { FileKeyStore, type SigningFolder } from '../files/file-key-store';
import { Pkcs11KeyStore } from '../pkcs11/pkcs11-key-store';
import type { KeyStore } from '../store/key-store';
import type { KeyStoreSettings } from './key-store-settings';

type ChosenBy = KeyStoreSettings & { readonly SEAL_KEYS_DIR: string; readonly SIGN_TIMEOUT_MS: number };

/** The key store of a process that signs, as `KEY_STORE` has it. */
export function chosenKeyStore(config: ChosenBy, signs: SigningFolder, logger: Logger): KeyStore {
  if (config.KEY_STORE !== 'pkcs11') return new FileKeyStore(config.SEAL_KEYS_DIR, logger, signs);
  const place = {
    module: config.PKCS11_MODULE,
    token: config.PKCS11_TOKEN,
    pinFile: config.PKCS11_PIN_FILE.path,
    keyLabel: config.PKCS11_KEY_LABEL,
  };
  const options = { place, patienceMs: config.SIGN_TIMEOUT_MS, folder: signs.folder };
  return new Pkcs11KeyStore({ ...options, sealKeysDir: config.SEAL_KEYS_DIR }, logger);
}
