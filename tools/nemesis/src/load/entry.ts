import type { FlowKind } from '../plan/flow-kinds';

export type Status = 'S' | 'F' | 'U' | 'none';

export type Api =
  'pay' | 'inquiryPayment' | 'sendOTP' | 'cancelPayment' | 'refund' | 'prepare' | 'applyToken' | 'cancelToken';

/** One call and its answer, as the caller saw them; a line of the history. Times are since the load began. */
export interface Entry {
  readonly flow: number;
  readonly kind: FlowKind;
  readonly paymentRequestId: string;
  readonly api: Api;
  /** `evaluation`, `order`, `verification`, `token-payment`, or the API's name. */
  readonly step: string;
  readonly startedAtMs: number;
  readonly endedAtMs: number;
  /** Measured where the signed call was made, less what that process itself was late. */
  readonly durationMs: number;
  /** `none`: no answer came. */
  readonly status: Status;
  readonly code: string;
  /** The order's own result in the answer to an inquiry. */
  readonly payment?: { readonly status: Status; readonly code: string };
  readonly paymentId?: string;
  readonly refundRequestId?: string;
  readonly refundId?: string;
  /** Minor units that were asked for, of a payment or a refund. */
  readonly amount?: string;
  readonly signature: 'valid' | 'invalid' | 'none';
  /** Why there was no answer. */
  readonly error?: string;
  /** The refusals that this call may get. */
  readonly refusals: readonly string[];
}

/** What the order's result is by this answer; undefined when the answer says nothing of it. */
export function statementOf(entry: Entry): { readonly status: Status; readonly code: string } | undefined {
  if (entry.signature !== 'valid') return undefined;
  if (entry.api === 'inquiryPayment') return entry.payment;
  return entry.api === 'pay' && entry.step !== 'evaluation' ? entry : undefined;
}
