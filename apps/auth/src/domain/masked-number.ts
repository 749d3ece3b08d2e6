/** What operators and records of theirs show of a number in E.164: its last four digits. */
export const maskedNumber = (number: string): string => number.slice(-4).padStart(number.length, '*');
