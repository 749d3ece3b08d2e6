import type { Parsed } from '../results/parsed';
import { parseWith } from './parse-with';
import {
  agreementPaymentSchema,
  consentingVerificationSchema,
  evaluationSchema,
  orderPaySchema,
  verificationSchema,
  type Pay,
} from './pay';
import { parsePayKind, type PayForm } from './pay-kind';

const schemas = {
  evaluation: evaluationSchema,
  order: orderPaySchema,
  verification: verificationSchema,
  consentingVerification: consentingVerificationSchema,
  agreementPayment: agreementPaymentSchema,
} as const satisfies Record<PayForm, unknown>;

/** Parses a `pay` request once, into its kind. */
export function parsePay(json: unknown): Parsed<Pay> {
  const kind = parsePayKind(json);
  return kind.ok ? parseWith(schemas[kind.value], json) : kind;
}
