import type { Priority } from '../../../application/priority';

/** The kind of a `pay` from its bytes: nothing is proven or parsed, so it decides about the order of shedding only. */
export function payPriority(rawBody: Buffer): Priority {
  if (isSet(rawBody, '"isVerificationAndPay"')) return 'essential';
  return isSet(rawBody, '"isPaymentEvaluation"') ? 'evaluation' : 'order';
}

function isSet(rawBody: Buffer, name: string): boolean {
  const at = rawBody.indexOf(name);
  if (at < 0) return false;
  const value = rawBody.subarray(at + name.length, at + name.length + 16).toString('latin1');
  return /^\s*:\s*"?true/.test(value);
}
