export { forgeSignatures } from './forged-signatures';
export type { ForgedSignature } from './forged-signatures';
