import type { Command, EvaluatePaymentCommand, Handled } from '@wallet/contracts';
import type { Clock, CustomerId } from '@wallet/kernel';
import { decideAdmission } from '../domain/admission/admission';
import { businessTime } from '../domain/business-time';
import type { Wallet } from '../domain/wallet/wallet';
import type { Policy } from './policy';
import { undecided } from './undecided';

export interface Wallets {
  /** By customer id; a customer whose account has not arrived is missing. `day` is the business day of `today`. */
  ofCustomers(customerIds: readonly CustomerId[], day: string): Promise<ReadonlyMap<string, Wallet>>;
}

/** Would a payment be accepted? Stores nothing. */
export class EvaluatePayment {
  constructor(
    private readonly wallets: Wallets,
    private readonly clock: Clock,
    private readonly policy: Policy,
  ) {}

  async execute(batch: readonly Command<EvaluatePaymentCommand>[]): Promise<Handled[]> {
    const now = this.clock.now();
    const customerIds = batch.flatMap(({ payload }) => payload.customer?.customerId ?? []);
    const { day } = businessTime(now, this.policy.dayOffsetMinutes);
    const wallets = await this.wallets.ofCustomers(customerIds, day);
    return batch.map(({ payload }) => this.evaluate(payload, wallets, now));
  }

  private evaluate(
    { purchase, customer, tokenRefusal }: EvaluatePaymentCommand,
    wallets: ReadonlyMap<string, Wallet>,
    now: Date,
  ): Handled {
    if (tokenRefusal) return { outcome: 'refused', refusal: tokenRefusal };
    const wallet = customer ? wallets.get(customer.customerId) : undefined;
    const admission = decideAdmission(purchase, { customer, wallet }, { ...this.policy, now });
    if (admission.outcome === 'unknown') return undecided(admission.reason);
    if (admission.outcome === 'refused') return admission;
    return { outcome: 'done', result: { kind: 'evaluated', customerId: admission.result.customer.customerId } };
  }
}
