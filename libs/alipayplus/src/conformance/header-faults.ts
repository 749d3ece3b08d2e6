import { parseHeaderTime } from '../schemas/date-time';
import { wireTime } from '../apis/wire-fields';

export type HeaderLines = Readonly<Record<string, string | readonly string[] | undefined>>;

interface Expected {
  /** Of a request `request-time`, of an answer `response-time`. */
  readonly time: 'request-time' | 'response-time';
  readonly clientId: string;
  readonly now: Date;
}

/** Alipay's Java SDK takes the third item and splits it at `=`: in this order, and without a bare `=` in the signature. */
const signatureForm = /^algorithm=RSA256, ?keyVersion=(?:0|[1-9]\d{0,8}), ?signature=[^=,\s]+$/;
const jsonForm = /^application\/json(?:; ?charset=utf-8)?$/i;
const windowMs = 300_000;

/** All that is wrong with the headers of what we send, in lower case as Node gives them; whether the signature is good is another question. */
export function headerFaults(headers: HeaderLines, { time, clientId, now }: Expected): string[] {
  const at = headers[time];
  const faults: Readonly<Record<string, string | undefined>> = {
    'client-id': headers['client-id'] === clientId ? undefined : 'must be the id that Alipay+ gave us',
    'content-type': matches(headers['content-type'], jsonForm) ? undefined : 'must be JSON in UTF-8',
    signature: matches(headers.signature, signatureForm)
      ? undefined
      : 'must have algorithm, keyVersion and signature in this order, the last one percent-encoded',
    [time]: timeFault(at, now),
  };
  return Object.entries(faults).flatMap(([name, fault]) => (fault === undefined ? [] : [`${name}: ${fault}`]));
}

const matches = (value: HeaderLines[string], form: RegExp): boolean => typeof value === 'string' && form.test(value);

function timeFault(value: HeaderLines[string], now: Date): string | undefined {
  if (!wireTime.safeParse(value).success) return 'must be an ISO 8601 date-time with an offset such as +08:00';
  const at = parseHeaderTime(String(value));
  return at && Math.abs(at.getTime() - now.getTime()) <= windowMs ? undefined : 'must be within 5 minutes of now';
}
