import type { ResultCode } from '@wallet/alipayplus';

/** A call that is refused before its API sees it. `detail` is sent, so it names fields and rules, never values. */
export class RefusedCall extends Error {
  constructor(
    readonly code: ResultCode,
    readonly detail?: string,
    readonly status: number = 200,
  ) {
    super(`${code}${detail === undefined ? '' : `: ${detail}`}`);
  }
}

/**
 * All that we sign for a caller who has not proven to be Alipay+: about the call itself, never about a user, an order or
 * money. See docs/alipayplus.md#signature.
 */
export type UnprovenCode = Extract<
  ResultCode,
  | 'INVALID_CLIENT'
  | 'INVALID_SIGNATURE'
  | 'KEY_NOT_FOUND'
  | 'MEDIA_TYPE_NOT_ACCEPTABLE'
  | 'METHOD_NOT_SUPPORTED'
  | 'PARAM_ILLEGAL'
  | 'UNKNOWN_EXCEPTION'
>;

/** A call that is refused while anybody may have sent it. */
export class UnprovenCall extends RefusedCall {
  constructor(
    override readonly code: UnprovenCode,
    detail?: string,
    status?: number,
  ) {
    super(code, detail, status);
  }
}
