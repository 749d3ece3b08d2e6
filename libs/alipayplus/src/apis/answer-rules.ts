import { z } from 'zod';
import type { ResultCode } from '../results/result-codes';
import { parsePayKind } from '../schemas/pay-kind';
import { wireResult, type WireResult } from './wire-fields';

export type Fields = Readonly<Record<string, unknown>>;

export interface Answer extends Fields {
  readonly result: WireResult;
  readonly paymentResult?: WireResult | null;
}

type FieldsOf = (request: Fields, answer: Answer) => readonly string[];

export interface AnswerRules {
  /** The form of every field. */
  readonly schema: z.ZodType;
  readonly codes: readonly ResultCode[];
  /** The fields that must be there beside the result; absent: none. */
  readonly required?: FieldsOf;
}

export const onlyResult = z.object({ result: wireResult });

export const withSuccess =
  (fieldsOf: FieldsOf): FieldsOf =>
  (request, answer) =>
    answer.result.resultStatus === 'S' ? fieldsOf(request, answer) : [];

/** Of a payment that is made. */
export const paidFields = ['paymentId', 'paymentTime'];

/** Undefined: it is no pay that we know. */
export function payKindOf(request: Fields) {
  const kind = parsePayKind(request);
  return kind.ok ? kind.value : undefined;
}
