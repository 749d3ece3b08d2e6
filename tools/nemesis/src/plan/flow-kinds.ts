/** One way in which a user and Alipay+ go through a payment. */
interface FlowKindPlan {
  /** How often, among all; 0: only where the load asks for it. */
  readonly weight: number;
  /** A `phone` gets a code; a `token` pays without one; a `poor` token's customer has no money, a `scarce` one's for one payment. */
  readonly payer: 'phone' | 'token' | 'poor' | 'scarce';
  /** The refusals that the flow itself provokes. Every other F is the wallet's fault. */
  readonly refusals: readonly string[];
}

const closed = ['ORDER_IS_CLOSED'];

/** All that the load does. */
export const flowKinds = {
  evaluation: { weight: 5, payer: 'phone', refusals: [] },
  'easy-pay': { weight: 18, payer: 'phone', refusals: [] },
  agreeing: { weight: 3, payer: 'phone', refusals: [] },
  'wrong-code': { weight: 3, payer: 'phone', refusals: [] },
  'tries-exhausted': { weight: 2, payer: 'phone', refusals: ['USER_PAYMENT_VERIFICATION_FAILED'] },
  abandoned: { weight: 2, payer: 'phone', refusals: closed },
  agreement: { weight: 25, payer: 'token', refusals: [] },
  'in-parallel': { weight: 5, payer: 'token', refusals: [] },
  'too-much': { weight: 2, payer: 'token', refusals: ['PAYMENT_AMOUNT_EXCEED_LIMIT'] },
  'last-money': { weight: 2, payer: 'scarce', refusals: ['USER_BALANCE_NOT_ENOUGH'] },
  'without-money': { weight: 2, payer: 'poor', refusals: ['USER_BALANCE_NOT_ENOUGH'] },
  'cancel-paid': { weight: 5, payer: 'token', refusals: closed },
  'cancel-waiting': { weight: 4, payer: 'phone', refusals: closed },
  'cancel-first': { weight: 3, payer: 'token', refusals: closed },
  'cancel-racing': { weight: 6, payer: 'token', refusals: closed },
  'cancel-racing-code': { weight: 4, payer: 'phone', refusals: closed },
  refund: { weight: 8, payer: 'token', refusals: [] },
  'refund-beyond': { weight: 4, payer: 'token', refusals: ['REFUND_AMOUNT_EXCEED'] },
  foreign: { weight: 4, payer: 'token', refusals: [] },
  'refund-foreign': { weight: 4, payer: 'token', refusals: [] },
  binding: { weight: 0, payer: 'phone', refusals: [] },
  'refund-then-cancel': { weight: 2, payer: 'token', refusals: closed },
} as const satisfies Readonly<Record<string, FlowKindPlan>>;

export type FlowKind = keyof typeof flowKinds;

export const flowKind = (kind: FlowKind): FlowKindPlan => flowKinds[kind];
