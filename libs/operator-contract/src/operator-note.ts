import { maskCardNumbers } from '@wallet/kernel';
import { z } from 'zod';

const text = (max: number) => z.string('must be text').trim().min(1, 'must not be empty').max(max, 'is too long');

/** What every call that changes something says; spread into its body. */
export const noteFields = { operator: text(100), reason: text(500).transform(maskCardNumbers) };

export const noteBody = z.strictObject(noteFields);

/**
 * Who changes something, and why: kept with what was changed. With `OPERATOR_AUTH=oidc` the operator is the subject of the
 * token, whatever the body says; else the name that was given.
 */
export type OperatorNote = z.output<typeof noteBody>;

/** A body that may ask what a change would do: with `dryRun` nobody need say who and why. */
export const notedUnlessDryRun = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.discriminatedUnion('dryRun', [
    z.strictObject({ ...shape, ...z.strictObject(noteFields).partial().shape, dryRun: z.literal(true) }),
    z.strictObject({ ...shape, ...noteFields, dryRun: z.literal(false).default(false) }),
  ]);

/** Undefined in a dry run. */
export const noteOf = (asked: { readonly dryRun: true } | (OperatorNote & { readonly dryRun: false })) =>
  asked.dryRun ? undefined : { operator: asked.operator, reason: asked.reason };
