import { dayMs, dayOf, isSamePrice, quoteRefusal, type Bought, type Legs, type MeansModel } from './means-model';

/**
 * The life of an order, on one page. It is written from docs/alipayplus.md and not from the code: what each command is
 * answered in each state, and the state after it. An answer that makes an id (`S paid …`) is given from outside.
 */
export type OrderState =
  | { readonly at: 'nothing' }
  | { readonly at: 'waiting'; readonly bought: Bought; readonly expiresAt: number }
  | { readonly at: 'paid'; readonly bought: Bought; readonly paidAt: number; readonly says: string }
  /** Without `bought`: a verification that nothing was ordered for. */
  | { readonly at: 'refused'; readonly bought?: Bought; readonly says: string }
  /** Without `bought`: cancelled before anything was ordered. */
  | { readonly at: 'cancelled'; readonly bought?: Bought; readonly paid?: string };

export interface Asked {
  readonly now: number;
  readonly expiresAt: number;
}

export const nothing: OrderState = { at: 'nothing' };

/** The quote is no key parameter. */
const isSame = (one: Bought, other: Bought): boolean =>
  one.kind === other.kind && one.customer === other.customer && isSamePrice(one, other);

export class OrderModel {
  refunded: Legs = { amount: 0n, from: 0n };

  constructor(
    readonly means: MeansModel,
    public state: OrderState = nothing,
  ) {}

  open(bought: Bought, status: string, asked: Asked): string {
    const { state } = this;
    if (state.at === 'nothing') return this.openNew(bought, status, asked);
    if (state.bought?.kind === 'AGREEMENT') return 'F RepeatInconsistent';
    if (state.bought && !isSame(state.bought, bought)) return 'F RepeatInconsistent';
    if (state.at === 'paid') return 'U awaiting-otp';
    if (state.at === 'waiting' && asked.now >= state.expiresAt) return this.refuse('OrderClosed', bought);
    return this.says();
  }

  private openNew(bought: Bought, status: string, { now, expiresAt }: Asked): string {
    if (expiresAt <= now) return this.refuse('OrderClosed', bought);
    const refusal = status === 'ACTIVE' ? this.refusal(bought, now) : 'CustomerNotActive';
    return refusal ? this.refuse(refusal, bought) : this.becomes({ at: 'waiting', bought, expiresAt });
  }

  verify(verdict: string, amountsDiffer: boolean, now: number, given: string): string {
    const { state } = this;
    if (state.at === 'nothing') return this.refuse('OrderNotFound');
    if (state.at !== 'waiting') return state.bought?.kind === 'AGREEMENT' ? 'F RepeatInconsistent' : this.says();
    const { bought } = state;
    if (now >= state.expiresAt) return this.refuse('OrderClosed', bought);
    if (amountsDiffer) return this.refuse('RepeatInconsistent', bought);
    const outdated = quoteRefusal(bought, now);
    return outdated ? this.refuse(outdated, bought) : this.judge(verdict, bought, now, given);
  }

  private judge(verdict: string, bought: Bought, now: number, given: string): string {
    if (verdict === 'accepted') return this.pay(bought, now, given);
    if (verdict === 'exhausted') return this.refuse('OtpTriesExhausted', bought);
    return verdict === 'wrong' ? 'U awaiting-otp' : 'U fault';
  }

  payByToken(bought: Bought, isValid: boolean, { now, expiresAt }: Asked, given: string): string {
    const { state } = this;
    if (state.at === 'cancelled' && !state.bought) return this.says();
    if (state.at !== 'nothing')
      return state.bought && isSame(state.bought, bought) ? this.says() : 'F RepeatInconsistent';
    if (!isValid) return this.refuse('TokenInvalid', bought);
    if (expiresAt <= now) return this.refuse('OrderClosed', bought);
    return this.pay(bought, now, given);
  }

  resend(now: number): string {
    const { state } = this;
    if (state.at === 'nothing' || (state.at === 'refused' && !state.bought)) return 'F OrderNotFound';
    if (state.at !== 'waiting') return 'F OrderClosed';
    return now >= state.expiresAt ? this.refuse('OrderClosed', state.bought) : this.says();
  }

  cancel(readOnly: boolean, now: number): string {
    const { state } = this;
    if (state.at === 'refused' || state.at === 'cancelled') return 'S cancelled';
    if (readOnly) return 'U fault';
    const paid = state.at === 'paid' ? { paid: state.says } : {};
    if (state.at === 'paid') {
      if (dayOf(now - dayMs / 48) > dayOf(state.paidAt)) return 'F CancelWindowExceeded';
      this.means.reverse(state.bought, this.refunded, state.paidAt);
    }
    this.state = { at: 'cancelled', ...(state.at !== 'nothing' && { bought: state.bought }), ...paid };
    return 'S cancelled';
  }

  /** By time. */
  close(now: number): void {
    const { state } = this;
    if (state.at !== 'waiting' || now < state.expiresAt) throw new Error(`closed by time while ${state.at}`);
    this.refuse('OrderClosed', state.bought);
  }

  recall(): string {
    return this.state.at === 'nothing' || this.state.at === 'waiting' ? 'U fault' : this.says();
  }

  inquire(): string {
    const { state } = this;
    if (state.at === 'nothing' || (state.at === 'refused' && !state.bought)) return 'F OrderNotFound';
    return state.at === 'waiting' ? 'S inquired: waiting' : `S inquired: ${this.says()}`;
  }

  private pay(bought: Bought, now: number, given: string): string {
    const refusal = this.means.statuses[bought.customer] === 'ACTIVE' ? this.refusal(bought, now) : 'CustomerNotActive';
    if (refusal) return this.refuse(refusal, bought);
    this.means.take(bought, now);
    return this.becomes({ at: 'paid', bought, paidAt: now, says: given.startsWith('S paid') ? given : 'S paid' });
  }

  private refusal(bought: Bought, now: number): string | undefined {
    return quoteRefusal(bought, now) ?? this.means.refusal(bought, now);
  }

  private refuse(code: string, bought?: Bought): string {
    return this.becomes({ at: 'refused', says: `F ${code}`, ...(bought && { bought }) });
  }

  private becomes(state: OrderState): string {
    this.state = state;
    return this.says();
  }

  /** The answer to whoever asks for the order's result now. */
  private says(): string {
    const { state } = this;
    if (state.at === 'waiting') return 'forwarded to otp';
    if (state.at === 'cancelled') return 'F OrderClosed';
    return state.at === 'nothing' ? 'nothing' : state.says;
  }
}
