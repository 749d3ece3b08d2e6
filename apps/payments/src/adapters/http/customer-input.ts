import { moneySchema } from '@wallet/money';
import { z } from 'zod';
import type { OwnLimits } from '../../application/operators/customer-limits';
import type { OperatorNote } from '../../application/operators/operator-note';
import { noteFields, readInput, referenceField } from './operator-input';

const creditSchema = z.strictObject({
  amount: moneySchema.refine((amount) => !amount.isZero, 'must not be zero'),
  reference: referenceField,
  ...noteFields,
});

export const readCredit = (rawBody: unknown) => readInput(creditSchema, rawBody);

const minorUnits = z
  .string('must be whole minor units as text, e.g. "12050"')
  .regex(/^\d{1,18}$/, 'must be whole minor units of 1 to 18 digits')
  .transform(BigInt)
  .nullable()
  .optional();

const limitsSchema = z.strictObject({
  single: minorUnits,
  dailyAmount: minorUnits,
  dailyCount: z.int('must be a whole number').min(0).max(1_000_000_000).nullable().optional(),
  ...noteFields,
});

/** Only what was given. */
export function readLimits(rawBody: unknown): { limits: Partial<OwnLimits>; note: OperatorNote } {
  const { operator, reason, single, dailyAmount, dailyCount } = readInput(limitsSchema, rawBody);
  const limits = {
    ...(single !== undefined && { single }),
    ...(dailyAmount !== undefined && { dailyAmount }),
    ...(dailyCount !== undefined && { dailyCount }),
  };
  return { limits, note: { operator, reason } };
}

/** A customer's own limits; null is as for everybody. */
export interface LimitsView {
  readonly single: string | null;
  readonly dailyAmount: string | null;
  readonly dailyCount: number | null;
}

export const limitsView = (limits: OwnLimits | undefined): LimitsView | undefined =>
  limits && {
    single: limits.single?.toString() ?? null,
    dailyAmount: limits.dailyAmount?.toString() ?? null,
    dailyCount: limits.dailyCount,
  };
