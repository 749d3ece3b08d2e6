import { parsePhoneNumberFromString } from 'libphonenumber-js';

/** What a user may see of a number in E.164: `+85252412345` is `852-***2345`. */
export function maskedLoginId(mobileNumber: string): string {
  const countryCode = parsePhoneNumberFromString(mobileNumber)?.countryCallingCode;
  return `${countryCode ? `${countryCode}-` : ''}***${mobileNumber.slice(-4)}`;
}
