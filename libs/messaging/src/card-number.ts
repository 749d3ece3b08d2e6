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

/**
 * Digits that stand alone, or four by four, or as American Express groups them. Ids, hashes, times and fractions have more
 * around; the letter of an escaped line break is none.
 */
const candidates =
  /[2-6](?<!(?:^|[^\\])[\w-].)(?<!\d\..)(?:\d{12,18}|\d{3}([ -])\d{4}\1\d{4}\1\d{4}|\d{3}([ -])\d{6}\2\d{5})(?![\w-])/g;

/**
 * A name that others gave to something: their digits are no card's, whatever they look like. A payment whose id is refused
 * could never be cancelled either.
 */
const inOwnName = /"(?:key|\w*Id)":"$/;

/** What Alipay+ or a merchant gave to be given back: nobody here reads it, and its digits may be random. */
const opaque = /"\w*(?:State|Url)":"(?:[^"\\]|\\.)*"/g;

/**
 * Whether a JSON text holds what looks like the number of a payment card: 13 to 19 digits that begin as an issuer's and end
 * in the right check digit, plain or in groups. Ids that are only digits are left out, and what is
 * opaque to us: states and addresses.
 */
export function holdsCardNumber(text: string): boolean {
  const json = text.replace(opaque, '');
  for (const { 0: found, index } of json.matchAll(candidates)) {
    const digits = found.replace(/[ -]/g, '');
    if (issued.test(digits) && isLuhnValid(digits) && !isName(json, index, found.length)) return true;
  }
  return false;
}

const isName = (json: string, index: number, length: number): boolean =>
  json[index + length] === '"' && inOwnName.test(json.slice(Math.max(0, index - 60), index));

/** ISO/IEC 7812-1, annex B. */
function isLuhnValid(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, at) => {
    const value = Number(digit) * (at % 2 === 0 ? 1 : 2);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}
