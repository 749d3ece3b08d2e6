export type { KeyFiles } from './key-files';
export { KeyFolder } from './key-folder';
export { LoadedKeys } from './loaded-keys';
export { FileSealKeys } from './seal-keys';
export { SignatureKeys, type KeyReaders, type SigningKey } from './signature-keys';
