import type { SendOtpCommand, SettlePaymentCommand } from '@wallet/contracts';

type Verification = SettlePaymentCommand['verification'];
/** What the user types, or what befalls the check. `foreign`: a right code of another customer's order. */
export type Typed = 'right' | 'wrong' | 'exhausted' | 'unavailable' | 'foreign';

/** otp, as far as payments sees it: it remembers what the codes of an order were issued for. */
export class FakeOtp {
  private readonly waiting = new Map<string, () => void>();
  private readonly records = new Map<string, Extract<SendOtpCommand, { subject: 'order' }>>();

  send(command: SendOtpCommand): void {
    if (command.subject !== 'order') return;
    this.records.set(command.paymentRequestId, command);
    const user = this.waiting.get(command.paymentRequestId);
    this.waiting.delete(command.paymentRequestId);
    user?.();
  }

  /** Somebody who waits for the next code of an order. */
  whenSent(paymentRequestId: string, user: () => void): void {
    this.waiting.set(paymentRequestId, user);
  }

  check(paymentRequestId: string, typed: Typed): Verification {
    const record = this.records.get(paymentRequestId);
    if (typed === 'wrong' || typed === 'exhausted') return { verdict: typed };
    if (!record || typed === 'unavailable') return { verdict: 'unavailable' };
    const { bound, proposedVerifyRequestId: verifyRequestId } = record;
    const customerId = typed === 'foreign' ? 'mallory' : bound.customerId;
    return { verdict: 'accepted', verifyRequestId, bound: { ...bound, customerId } };
  }
}
