const form = /^(?:0|[1-9]\d{0,8})$/;

/** What `isKeyVersion` wants, for whoever has written something else. */
export const keyVersionForm = 'a number from 0 to 999999999 without leading zeros';

/** The version of a key as messages, file names and seals write it. */
export const isKeyVersion = (text: string): boolean => form.test(text);

/** The highest first. */
export const newestFirst = (left: string, right: string): number => Number(right) - Number(left);
