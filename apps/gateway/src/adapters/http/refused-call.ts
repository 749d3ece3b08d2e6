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
