import { isFault, type NoticeBehaviour } from '../wire/notice-behaviour';

/** What the wallet calls at Alipay+; `notifyElsewhere` is a `paymentNotifyUrl`. */
export const faultyEndpoints = [
  'notifyPayment',
  'notifyElsewhere',
  'authNotify',
  'consultUnbinding',
  'userInitiatedPay',
  'inquiryCodeRules',
] as const;
export type FaultyEndpoint = (typeof faultyEndpoints)[number];

export type Fault = Exclude<NoticeBehaviour, 'S'>;

/** A fault at one endpoint or at all: in this share of the calls, or the next so many times. */
export interface FaultRule {
  readonly endpoint?: FaultyEndpoint | undefined;
  readonly fault: Fault;
  readonly rate?: number | undefined;
  readonly count?: number | undefined;
}

const item = /^(?:(?<endpoint>\w+)=)?(?<fault>[\w:-]+?)(?:@(?<rate>0?\.\d+|1|1\.0+)|\*(?<count>[1-9]\d{0,6}))?$/;

/**
 * Reads `[endpoint=]fault[@rate | *count],…`, e.g. `late:4900@0.1,notifyPayment=F:ACCESS_DENIED*3`; without rate and count it is
 * each call. Throws Error with the item that is wrong, or when the rates of an endpoint are more than 1 together.
 */
export function parseFaults(text: string): FaultRule[] {
  const rules = text
    .split(',')
    .map((each) => each.trim())
    .filter(Boolean)
    .map(parseRule);
  for (const endpoint of faultyEndpoints) {
    const rates = rules.filter((rule) => appliesTo(rule, endpoint)).map(({ rate = 0 }) => rate);
    if (rates.reduce((sum, rate) => sum + rate, 0) > 1 + 1e-9) throw new Error(`the rates at ${endpoint} exceed 1`);
  }
  return rules;
}

export const appliesTo = ({ endpoint }: FaultRule, called: FaultyEndpoint): boolean =>
  endpoint === undefined || endpoint === called;

function parseRule(text: string): FaultRule {
  const { endpoint, fault = '', rate, count } = item.exec(text)?.groups ?? {};
  const isKnown = endpoint === undefined || (faultyEndpoints as readonly string[]).includes(endpoint);
  if (!isKnown || !isFault(fault)) throw new Error(`not a fault: ${text}`);
  const often = count === undefined ? { rate: Number(rate ?? 1) } : { count: Number(count) };
  return { endpoint: endpoint as FaultyEndpoint | undefined, fault, ...often };
}
