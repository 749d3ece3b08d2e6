import { maskCardNumbers } from '@wallet/kernel';
import { operatorError } from '@wallet/operator-endpoint';
import { z } from 'zod';

const text = (maximum: number) => z.string('must be text').min(1, 'must not be empty').max(maximum, 'is too long');

/** What every call that changes something says; spread into its schema. */
export const noteFields = { operator: text(100), reason: text(500).transform(maskCardNumbers) };

export const referenceField = text(64);

/** Throws what the operator endpoint answers to what cannot be understood. */
export function readInput<T>(schema: z.ZodType<T>, rawInput: unknown): T {
  const read = schema.safeParse(rawInput);
  if (read.success) return read.data;
  const message = read.error.issues.map(({ path, message }) => [...path, message].join(': ')).join('; ');
  throw operatorError(400, 'bad-request', message);
}
