import { z } from 'zod';
import { jsonSchemaOf, moment } from './fields';
import { noteFields } from './operator-note';

const statuses = ['ACTIVE', 'FROZEN', 'CLOSED'] as const;
const kycLevel = z.int('must be a whole number').min(0, 'must be 0 or more').max(9, 'must be 9 or less');

/** The number only by its last four digits. */
export const customer = z.object({
  customerId: z.string(),
  loginIds: z.array(z.object({ type: z.string(), value: z.string() })),
  status: z.string(),
  kycLevel: z.number(),
  /** Grows by one with each fact about the customer. Like the times, absent where the directory is elsewhere. */
  version: z.number().optional(),
  createdAt: moment.optional(),
  updatedAt: moment.optional(),
});
export type Customer = z.output<typeof customer>;

/** `changed` is false when it was so before. */
export const changedCustomer = z.object({ changed: z.boolean(), customer });
export type ChangedCustomer = z.output<typeof changedCustomer>;

export const renumbering = z.strictObject({
  loginId: z.string('must be text').min(1, 'must not be empty').max(64, 'is too long'),
  ...noteFields,
});
export const kycChange = z.strictObject({ kycLevel, ...noteFields });
const optionalNote = z.strictObject(noteFields).partial().shape;
/** A directory need not say who and why; if it says one it says both. */
export const statusOfDirectory = z
  .strictObject({ status: z.enum(statuses, `must be ${statuses.join(', ')}`), ...optionalNote })
  .superRefine(({ operator, reason }, context) => {
    if ((operator === undefined) === (reason === undefined)) return;
    const path = [operator === undefined ? 'operator' : 'reason'];
    context.addIssue({ code: 'custom', path, message: 'must be there too' });
  });

/** A customer to register. */
export const customerRow = z.strictObject({
  loginId: z.string('must be text').min(1, 'must not be empty'),
  currency: z.string('must be text').toUpperCase(),
  balance: z.string('must be whole minor units as text, e.g. "12050"'),
  status: z.string('must be text').toUpperCase().pipe(z.enum(statuses, 'must be ACTIVE, FROZEN or CLOSED')),
  kycLevel: kycLevel.default(1),
});

/** Read one by one: a bad row does not stop the others. */
const anyRow = z.unknown().meta(jsonSchemaOf(customerRow));

const rowsAtOnce = 1_000;
const atMost = `must be at most ${rowsAtOnce}`;
export const customerImport = z.strictObject({
  customers: z.array(anyRow, 'must be a list').max(rowsAtOnce, atMost),
  ...noteFields,
});
export const importedCustomers = z.object({
  results: z.array(
    z.union([
      z.object({ outcome: z.enum(['created', 'exists']), customerId: z.string() }),
      z.object({ outcome: z.literal('rejected'), reason: z.string() }),
    ]),
  ),
});

const line = z.int('must be a line number').min(1).max(100_000_000);
export const stagedRows = z.strictObject({
  rows: z.array(z.strictObject({ line, customer: anyRow }), 'must be a list').max(rowsAtOnce, atMost),
  ...noteFields,
});
export const submission = z.strictObject({
  rows: z.int('must say how many rows were staged').min(0, 'must be 0 or more'),
  ...noteFields,
});
