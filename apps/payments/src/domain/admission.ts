import { done, refused, unknown, type Outcome } from '@wallet/kernel';
import type { Money } from '@wallet/money';
import { decideDebit, type Amounts } from './debit';
import { refusalByLimits, type Limits } from './limits';
import type { Refusal } from './refusal';
import type { CustomerStatus, Wallet } from './wallet';

/** What the directory of customers says of the payer. */
export interface Customer {
  readonly customerId: string;
  readonly status: CustomerStatus;
  readonly kycLevel: number;
  readonly mobileNumber: string;
}

/** Who pays what: a customer (`null`: there is none) and the wallet, if it is known here. */
export interface Applicant {
  readonly customer: Customer | null;
  readonly wallet: Wallet | undefined;
}

export interface AdmissionRules {
  readonly limits: Limits;
  readonly minKycLevel: number;
}

export interface Admitted {
  readonly customer: Customer;
  readonly wallet: Wallet;
  readonly debit: Money;
}

/**
 * May this customer pay this? The first refusal in the order below. `fault`: the customer exists, but the wallet has not
 * arrived here yet.
 */
export function decideAdmission(
  amounts: Amounts,
  { customer, wallet }: Applicant,
  rules: AdmissionRules,
): Outcome<Admitted, Refusal, 'fault'> {
  if (!customer) return refused('CustomerNotFound');
  if (customer.status !== 'ACTIVE') return refused('CustomerNotActive');
  if (customer.kycLevel < rules.minKycLevel) return refused('KycNotQualified');
  if (!wallet) return unknown('fault');
  const debit = decideDebit(amounts, wallet.currency);
  if (debit.outcome === 'refused') return debit;
  const refusal = refusalByLimits(debit.result, wallet, rules.limits);
  return refusal ? refused(refusal) : done({ customer, wallet, debit: debit.result });
}
