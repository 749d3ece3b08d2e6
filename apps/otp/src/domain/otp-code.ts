import { randomInt } from 'node:crypto';

/** A code of `length` decimal digits (1 to 14), each code equally likely; leading zeros are part of it. */
export function randomCode(length: number): string {
  return randomInt(10 ** length)
    .toString()
    .padStart(length, '0');
}
