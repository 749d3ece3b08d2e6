import { operatorError } from '@wallet/operator-endpoint';
import { z } from 'zod';
import type { DeliveryFilter, Operator } from '../../application/ports/delivery-register';
import type { AskedReplay } from '../../application/replay-deliveries';
import { deliveryKinds } from '../../domain/delivery-kind';
import { deliveryStates } from '../../domain/schedule';

const oneOf = (names: readonly string[]) => `must be one of ${names.join(', ')}`;
const kind = z.enum(deliveryKinds, oneOf(deliveryKinds)).optional();

const filterSchema = z.object({
  state: z.enum(deliveryStates, oneOf(deliveryStates)).optional(),
  kind,
  subject: z.string('must come once').min(1, 'must not be empty').optional(),
  limit: z.coerce.number().int().min(1).max(500, 'must be 1 to 500').default(50),
});

/** What an operator wants to see. Throws what the operator endpoint answers when it cannot be understood, as all of these. */
export const readDeliveryFilter = (rawQuery: unknown): DeliveryFilter => read(filterSchema, rawQuery);

const idForm = /^\d{1,18}$/;

/** Undefined when no delivery can have it. */
export const readDeliveryId = (rawId: string): string | undefined => (idForm.test(rawId) ? rawId : undefined);

const text = (max: number) => z.string('must be a text').trim().min(1, 'must not be empty').max(max);
const operatorSchema = z.strictObject({ operator: text(100), reason: text(500) });

export const readOperator = (rawBody: unknown): Operator => read(operatorSchema, rawBody);

const replaySchema = z.strictObject({
  filter: z.strictObject({
    state: z.literal('DEAD', 'must be DEAD: only such a delivery is sent again'),
    kind,
    subject: z.string('must be a text').min(1, 'must not be empty').optional(),
    ids: z.array(z.string().regex(idForm, 'must be a delivery id')).min(1).max(1_000).optional(),
  }),
  dryRun: z.boolean().default(false),
  ratePerSecond: z.number().int().min(1).max(1_000).default(20),
  ...operatorSchema.partial().shape,
});

/** Who and why is needed unless it is a dry run. */
export function readReplay(rawBody: unknown): AskedReplay {
  const { filter, dryRun, ratePerSecond, ...by } = read(replaySchema, rawBody);
  return { filter, ratePerSecond, ...(!dryRun && { by: readOperator(by) }) };
}

const subjectsSchema = z.strictObject({ subjects: z.array(z.string()).max(1_000) });

export const readSubjects = (rawBody: unknown): string[] => read(subjectsSchema, rawBody).subjects;

function read<T>(schema: z.ZodType<T>, raw: unknown): T {
  const parsed = schema.safeParse(raw);
  if (parsed.success) return parsed.data;
  const message = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`).join('; ');
  throw operatorError(400, 'bad-request', message);
}
