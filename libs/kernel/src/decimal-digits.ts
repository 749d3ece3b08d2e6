const ascii = /^[\x20-\x7e]*$/;
const decimalDigit = /\p{Nd}/gu;

/** Digits of every script, such as full-width or Arabic-Indic ones, as ASCII; everything else stays. */
export const asciiDigits = (text: string): string => (ascii.test(text) ? text : text.replace(decimalDigit, asciiDigit));

/** Unicode has the decimal digits of a script in a row from zero on; where several rows touch, each has ten. */
function asciiDigit(digit: string): string {
  const at = digit.codePointAt(0)!;
  let first = at;
  while (/\p{Nd}/u.test(String.fromCodePoint(first - 1))) first -= 1;
  return String((at - first) % 10);
}
