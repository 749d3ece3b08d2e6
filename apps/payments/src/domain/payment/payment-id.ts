import { randomInt } from 'node:crypto';
import type { BusinessTime } from '../business-time';

const thirteenDigits = (number: number): string => number.toString().padStart(13, '0');

/** 34 digits in the order of time: the business day `yyyyMMdd`, the moment in milliseconds, and 13 random ones. */
export const newPaymentId = ({ day, now }: BusinessTime): string =>
  day.replaceAll('-', '') + thirteenDigits(now.getTime()) + thirteenDigits(randomInt(10 ** 13));
