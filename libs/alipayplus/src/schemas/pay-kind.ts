import { z } from 'zod';
import { accepted, illegal, type Parsed } from '../results/parsed';
import { flag } from './fields';
import { parseWith } from './parse-with';
import type { Pay } from './pay';

const marksSchema = z.object({
  paymentFactor: z
    .object({
      isPaymentEvaluation: flag,
      isVerificationAndPay: flag,
      isEasyPayScenario: flag,
      isAuthorizationAndPay: flag,
      isAgreementPayment: flag,
      isCashierPayment: flag,
      isInStorePayment: flag,
    })
    .prefault({}),
  paymentMethod: z.object({ paymentMethodId: z.unknown().optional() }).optional(),
});

/** The kinds of pay; what a verification must hold depends on whether the user agrees to bind with it. */
export type PayForm = Pay['kind'] | 'consentingVerification';

/**
 * Which pay is it? Evaluation, then verification, then Easy Pay order by their flags; an agreement payment is a
 * `paymentMethodId` without any of them, whatever `isAgreementPayment` says. Anything else, such as a cashier or
 * in-store payment, is well formed but no scenario of this wallet: BUSINESS_NOT_SUPPORT. See docs/alipayplus.md#pay.
 */
export function parsePayKind(json: unknown): Parsed<PayForm> {
  const marks = parseWith(marksSchema, json);
  if (!marks.ok) return marks;
  const { paymentFactor, paymentMethod } = marks.value;
  if (paymentFactor.isPaymentEvaluation && paymentFactor.isVerificationAndPay) {
    return illegal('paymentFactor', 'isPaymentEvaluation and isVerificationAndPay exclude each other');
  }
  if (paymentFactor.isPaymentEvaluation) return accepted('evaluation');
  if (paymentFactor.isVerificationAndPay) {
    return accepted(paymentFactor.isAuthorizationAndPay ? 'consentingVerification' : 'verification');
  }
  if (paymentFactor.isEasyPayScenario) return accepted('order');
  if (paymentMethod?.paymentMethodId !== undefined) return accepted('agreementPayment');
  return { ok: false, code: 'BUSINESS_NOT_SUPPORT', field: 'paymentFactor', reason: 'names no supported scenario' };
}
