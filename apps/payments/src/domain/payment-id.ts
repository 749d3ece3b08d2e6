import { randomInt } from 'node:crypto';

const thirteenDigits = (): string =>
  randomInt(10 ** 13)
    .toString()
    .padStart(13, '0');

/** 34 digits: the business day `yyyyMMdd` (given as `yyyy-MM-dd`) and 26 random ones. */
export const newPaymentId = (day: string): string => day.replaceAll('-', '') + thirteenDigits() + thirteenDigits();
