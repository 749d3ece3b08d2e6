import { done, refused, unknown, type OrderRefusal, type Outcome, type CustomerId } from '@wallet/kernel';
import type { Money } from '@wallet/money';
import { decideDebit, type Amounts } from './debit';
import { refusalByLimits, type CommonLimits } from './limits';
import { refusalByQuote, type Quote } from './quote';
import type { CustomerStatus, Wallet } from '../wallet/wallet';

/** What the directory of customers says of the payer. */
export interface Customer {
  readonly customerId: CustomerId;
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
  readonly limits: CommonLimits;
  readonly minKycLevel: number;
}

/** What is to be paid, and by which quote. */
export interface Asked extends Amounts {
  readonly paymentQuote?: Quote | undefined;
}

export interface Admitted {
  readonly customer: Customer;
  readonly wallet: Wallet;
  readonly debit: Money;
}

/** Why nothing can be said yet: the wallet has not arrived here, or nothing says what may be paid in its currency. */
export type Undecided = 'no-account' | 'no-limits';

/** May this customer pay this? The first refusal: of the customer, the amounts and the quote, then of limits and balance. */
export function decideAdmission(
  asked: Asked,
  applicant: Applicant,
  rules: AdmissionRules & { readonly now: Date },
): Outcome<Admitted, OrderRefusal, Undecided> {
  const eligibility = decideEligibility(asked, applicant, rules);
  if (eligibility.outcome !== 'done') return eligibility;
  const { wallet, debit } = eligibility.result;
  const refusal = refusalByLimits(debit, wallet, rules.limits);
  if (refusal === 'no-limits') return unknown(refusal);
  return refusal ? refused(refusal) : eligibility;
}

/** The same, whatever the limits and the balance; the first refusal in the order below. */
export function decideEligibility(
  asked: Asked,
  { customer, wallet }: Applicant,
  rules: Pick<AdmissionRules, 'minKycLevel'> & { readonly now: Date },
): Outcome<Admitted, OrderRefusal, 'no-account'> {
  if (!customer) return refused('CustomerNotFound');
  if (customer.status !== 'ACTIVE') return refused('CustomerNotActive');
  if (customer.kycLevel < rules.minKycLevel) return refused('KycNotQualified');
  if (!wallet) return unknown('no-account');
  const debit = decideDebit(asked, wallet.currency);
  if (debit.outcome === 'refused') return debit;
  const refusal = refusalByQuote(asked, asked.paymentQuote, rules.now);
  return refusal ? refused(refusal) : done({ customer, wallet, debit: debit.result });
}
