import type { Parsed } from '@wallet/alipayplus';

/** A request for another wallet is refused like any other wrong parameter. */
export function requireOwnPsp<Request extends { readonly pspId: string }>(
  parsed: Parsed<Request>,
  pspId: string,
): Parsed<Request> {
  if (!parsed.ok || parsed.value.pspId === pspId) return parsed;
  return { ok: false, code: 'PARAM_ILLEGAL', field: 'pspId', reason: 'is not ours' };
}
