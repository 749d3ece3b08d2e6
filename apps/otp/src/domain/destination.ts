/** Where a message goes, as far as the rules against SMS abuse care. */
export interface Destination {
  /** The country calling code; `1` and `7` are shared by several countries. */
  readonly callingCode: string;
  /** The number's digits without the last four: ten thousand numbers in a row. */
  readonly prefix: string;
}

/** The calling codes of one and two digits that are assigned; every other one has three (ITU-T E.164, annex). */
const shortCodes = new Set(
  (
    '1 7 20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 ' +
    '60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98'
  ).split(' '),
);

/** Of an E.164 number with its `+`. */
export function destinationOf(mobileNumber: string): Destination {
  const digits = mobileNumber.replace(/^\+/, '');
  const length = [1, 2].find((short) => shortCodes.has(digits.slice(0, short))) ?? 3;
  return { callingCode: digits.slice(0, length), prefix: digits.slice(0, -4) };
}
