import type { MobileNumber } from './customer';

/** What operators and records of theirs show of a number: its last four digits. */
export const maskedNumber = (number: MobileNumber): string => number.slice(-4).padStart(number.length, '*');
