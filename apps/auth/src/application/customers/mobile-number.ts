import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js';
import type { MobileNumber } from '../../domain/customer';

/** Reads a number as a person or Alipay+ writes it; undefined when it is none, e.g. because it is masked. */
export type ReadMobileNumber = (rawNumber: string) => MobileNumber | undefined;

const written = /^\+?[\d ().-]{5,32}$/;
const countryCodeAndDash = /^([1-9]\d{0,2})-/;

/**
 * Understands `+852…`, `00852…`, Alipay+'s `852-…` and, without any of them, a number of the default country. One to
 * three digits before a dash are always a country code: a national `212-555-1234` is refused rather than taken for
 * another person's.
 */
export function mobileNumberReader(defaultCountry: CountryCode): ReadMobileNumber {
  return (rawNumber) => {
    const number = rawNumber.trim();
    if (!written.test(number)) return undefined;
    if (number.startsWith('+')) return valid(parsePhoneNumberFromString(number));
    if (number.startsWith('00')) return valid(parsePhoneNumberFromString(`+${number.slice(2)}`));
    const [, countryCode] = countryCodeAndDash.exec(number) ?? [];
    if (!countryCode) return valid(parsePhoneNumberFromString(number, defaultCountry));
    const parsed = parsePhoneNumberFromString(`+${number}`);
    return parsed?.countryCallingCode === countryCode ? valid(parsed) : undefined;
  };
}

const valid = (parsed: ReturnType<typeof parsePhoneNumberFromString>) =>
  parsed?.isValid() ? (parsed.number as MobileNumber) : undefined;
