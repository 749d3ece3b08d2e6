import { destinationOf } from './destination';

/** What no code is sent to whatever the counters say; settings. */
export interface SmsRules {
  /** Calling codes; none: every country. */
  readonly countries: readonly string[];
  /** Beginnings of numbers, without `+`. */
  readonly blockedPrefixes: readonly string[];
}

export type Bar = 'country-not-allowed' | 'prefix-not-allowed';

/** Why nothing may be sent to this E.164 number, if so. */
export function barOf(mobileNumber: string, { countries, blockedPrefixes }: SmsRules): Bar | undefined {
  const digits = mobileNumber.replace(/^\+/, '');
  if (blockedPrefixes.some((prefix) => digits.startsWith(prefix))) return 'prefix-not-allowed';
  const isAllowed = countries.length === 0 || countries.includes(destinationOf(mobileNumber).callingCode);
  return isAllowed ? undefined : 'country-not-allowed';
}
