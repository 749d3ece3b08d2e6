export type { KeyFiles } from './key-files';
export { KeyFolder } from './key-folder';
export { LoadedKeys } from './loaded-keys';
export { FileSealKeys } from './seal-keys';
export { SignatureKeys } from './signature-keys';
export type { KeyReaders, SigningKey } from './signature-keys';
