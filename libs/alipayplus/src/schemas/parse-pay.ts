import type { Parsed } from '../parsed';
import { wrongOtpLength, type OtpSettings } from './otp-code';
import { parseWith } from './parse-with';
import { agreementPaymentSchema, evaluationSchema, orderPaySchema, verificationSchema, type Pay } from './pay';
import { parsePayKind } from './pay-kind';

const schemas = {
  evaluation: evaluationSchema,
  order: orderPaySchema,
  verification: verificationSchema,
  agreementPayment: agreementPaymentSchema,
} as const satisfies Record<Pay['kind'], unknown>;

/** Parses a `pay` request once, into its kind. An `otpCode` that is not of `otpLength` digits is refused here, uncounted. */
export function parsePay(json: unknown, settings?: OtpSettings): Parsed<Pay> {
  const kind = parsePayKind(json);
  if (!kind.ok) return kind;
  const pay: Parsed<Pay> = parseWith(schemas[kind.value], json);
  if (!pay.ok || pay.value.kind !== 'verification') return pay;
  return wrongOtpLength('otpVerification.otpCode', pay.value.otpVerification.otpCode, settings) ?? pay;
}
