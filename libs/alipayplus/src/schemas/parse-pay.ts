import type { Parsed } from '../parsed';
import { parseWith } from './parse-with';
import { agreementPaymentSchema, evaluationSchema, orderPaySchema, verificationSchema, type Pay } from './pay';
import { parsePayKind } from './pay-kind';

const schemas = {
  evaluation: evaluationSchema,
  order: orderPaySchema,
  verification: verificationSchema,
  agreementPayment: agreementPaymentSchema,
} as const satisfies Record<Pay['kind'], unknown>;

/** Parses a `pay` request once, into its kind. */
export function parsePay(json: unknown): Parsed<Pay> {
  const kind = parsePayKind(json);
  return kind.ok ? parseWith(schemas[kind.value], json) : kind;
}
