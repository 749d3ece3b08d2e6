import { createHmac } from 'node:crypto';

/** Tells keys apart and nothing of any of them: 8 hex digits. */
export const keyFingerprint = (key: Buffer): string =>
  createHmac('sha256', key).update('fingerprint').digest('hex').slice(0, 8);
