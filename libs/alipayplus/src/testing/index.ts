export { forgeSignatures, type ForgedSignature } from './forged-signatures';
