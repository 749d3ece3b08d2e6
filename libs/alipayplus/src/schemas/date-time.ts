const dateTime = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d+))?(?:Z|([+-])(\d{2})(?::?(\d{2}))?)$/;
const offset = /^([+-])(\d{2}):(\d{2})$/;
const epochMillis = /^\d{13}$/;

const minuteMs = 60_000;
const endOfYear9999 = Date.UTC(10_000, 0);

/**
 * Parses a date-time of a body: ISO 8601 with seconds, any fraction (cut to milliseconds) and an offset (`+08:00`, `+0800`,
 * `+08`) or `Z`; no leap seconds. Undefined when refused; a day that the calendar does not have is refused.
 */
export function parseDateTime(text: string): Date | undefined {
  const match = dateTime.exec(text);
  if (!match) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const local = new Date(Date.UTC(year, month - 1, day, hour, minute, second, fractionMs(match[7])));
  const offsetMs = signedOffsetMs(match[8], match[9], match[10]);
  if (offsetMs === undefined || local.toISOString().slice(0, 19) !== text.slice(0, 19)) return undefined;
  const at = new Date(local.getTime() - offsetMs);
  return at.getTime() < endOfYear9999 ? at : undefined;
}

/** Parses a `Request-Time` or `Response-Time` header: a date-time, or epoch milliseconds in 13 digits. */
export function parseHeaderTime(text: string): Date | undefined {
  return epochMillis.test(text) ? new Date(Number(text)) : parseDateTime(text);
}

/** Formats a time that we send, with seconds: `2023-08-08T00:00:08+08:00`. Throws RangeError unless `utcOffset` is `+hh:mm` or `-hh:mm`. */
export function formatDateTime(at: Date, utcOffset: string): string {
  const match = offset.exec(utcOffset);
  const offsetMs = match ? signedOffsetMs(match[1], match[2], match[3]) : undefined;
  if (offsetMs === undefined) throw new RangeError(`not an offset from UTC: ${utcOffset}`);
  return new Date(at.getTime() + offsetMs).toISOString().slice(0, 19) + utcOffset;
}

const fractionMs = (digits = '') => Number(digits.slice(0, 3).padEnd(3, '0'));

/** 0 for `Z`, where nothing was captured. */
function signedOffsetMs(sign = '+', hours = '00', minutes = '00'): number | undefined {
  if (Number(hours) > 23 || Number(minutes) > 59) return undefined;
  const offsetMs = (Number(hours) * 60 + Number(minutes)) * minuteMs;
  return sign === '-' ? -offsetMs : offsetMs;
}
