import { randomInt } from 'node:crypto';

/** A code of `length` decimal digits (1 to 14), each code equally likely; leading zeros are part of it. */
export function randomCode(length: number): string {
  return randomInt(10 ** length)
    .toString()
    .padStart(length, '0');
}

/** Whether this text could be a code at all; another is neither compared nor counted. */
export const isCode = (text: string, length: number): boolean => text.length === length && /^\d+$/.test(text);
