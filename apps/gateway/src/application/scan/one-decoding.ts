import type { UserInitiatedPayAnswer } from '@wallet/alipayplus';

/** What came back of one userInitiatedPay. `none`: nothing, or nothing that can be read. */
export type DecodingAnswer = UserInitiatedPayAnswer | { readonly kind: 'none' };

/** Asks Alipay+ once for the order behind a code. Never rejects, and ends in time. */
export interface OneDecoding {
  /** `request`: the JSON text, sent as it is. */
  ask(request: string, timeoutMs: number): Promise<DecodingAnswer>;
}
