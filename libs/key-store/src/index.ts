export type { KeyFiles } from './key-files';
export { KeyFolder } from './key-folder';
export { LoadedKeys } from './loaded-keys';
export { ParsedKeys } from './parsed-keys';
export { requireKeys } from './require-keys';
export { FileSealKeys, requireSealKeys } from './seal-keys';
export { neededSignatureKeys, SignatureKeys, type KeyReaders, type SigningKey } from './signature-keys';
