import { asciiDigits } from './decimal-digits';

/** Visa, Mastercard, American Express, Diners Club, Discover, JCB, UnionPay and Maestro, in the lengths that they issue. */
const issued = new RegExp(
  `^(?:${[
    String.raw`4\d{15}(?:\d{3})?`,
    String.raw`5[1-5]\d{14}`,
    String.raw`2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}`,
    String.raw`3[47]\d{13}`,
    String.raw`3(?:0[0-5]|[689]\d)\d{11}`,
    String.raw`(?:6011|64[4-9]\d|65\d\d|62\d\d|35(?:2[89]|[3-8]\d))\d{12,15}`,
    String.raw`(?:5018|5020|5038|5893|6304|6759|676[1-3])\d{9,15}`,
  ].join('|')})$`,
);
const minDigits = 13;
const maxDigits = 19;

/** Do these ASCII digits begin as an issuer's and end in the right check digit (ISO/IEC 7812-1, annex B)? */
export const isCardNumber = (digits: string): boolean => issued.test(digits) && isLuhnValid(digits);

function isLuhnValid(digits: string): boolean {
  let sum = 0;
  for (let at = 0; at < digits.length; at += 1) {
    const digit = digits.charCodeAt(digits.length - 1 - at) - 48;
    const value = at % 2 === 0 ? digit : 2 * digit;
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 === 0;
}

const digitGroup = /\p{Nd}+/gu;
/** What stands between the groups of a number: spaces, dashes, dots, also invisible characters. */
const gap = /^[\p{White_Space}\p{Pd}\p{Default_Ignorable_Code_Point}._·]{1,3}$/u;

interface Group {
  readonly digits: string;
  readonly start: number;
  readonly end: number;
  /** Only a gap stands between this and the group before. */
  readonly goesOn: boolean;
}

/**
 * Free text with each card number in it cut to its last four digits: plain or in groups, in digits of any script, letters
 * beside it or not. A number is whole groups of digits, so a longer row of digits is none. Linear in the length.
 */
export function maskCardNumbers(text: string): string {
  if (text.length < minDigits) return text;
  const groups = groupsOf(text);
  let masked = '';
  let copied = 0;
  for (let at = 0; at < groups.length; at += 1) {
    const number = cardNumberFrom(groups, at);
    if (!number) continue;
    masked += text.slice(copied, groups[at]!.start) + number.digits.slice(-4);
    copied = groups[number.last]!.end;
    at = number.last;
  }
  return masked + text.slice(copied);
}

function groupsOf(text: string): Group[] {
  let before = -1;
  return Array.from(text.matchAll(digitGroup), ({ 0: found, index }) => {
    const goesOn = before >= 0 && gap.test(text.slice(before, index));
    before = index + found.length;
    return { digits: asciiDigits(found), start: index, end: before, goesOn };
  });
}

/** The longest card number that begins with a group, and its last group. */
function cardNumberFrom(groups: readonly Group[], first: number) {
  let found: { digits: string; last: number } | undefined;
  let digits = '';
  for (let last = first; last < groups.length; last += 1) {
    const group = groups[last]!;
    if (last > first && !group.goesOn) break;
    digits += group.digits;
    if (digits.length > maxDigits) break;
    if (digits.length >= minDigits && isCardNumber(digits)) found = { digits, last };
  }
  return found;
}
