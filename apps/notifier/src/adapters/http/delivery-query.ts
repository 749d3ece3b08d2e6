import { operatorError } from '@wallet/operator-endpoint';
import { z } from 'zod';
import type { DeliveryFilter } from '../../application/delivery-register';
import { deliveryKinds } from '../../domain/delivery-kind';
import { deliveryStates } from '../../domain/schedule';

const oneOf = (names: readonly string[]) => `must be one of ${names.join(', ')}`;

const filterSchema = z.object({
  state: z.enum(deliveryStates, oneOf(deliveryStates)).optional(),
  kind: z.enum(deliveryKinds, oneOf(deliveryKinds)).optional(),
  subject: z.string('must come once').min(1, 'must not be empty').optional(),
  limit: z.coerce.number().int().min(1).max(500, 'must be 1 to 500').default(50),
});

/** What an operator wants to see. Throws what the operator endpoint answers when it cannot be understood. */
export function readDeliveryFilter(rawQuery: unknown): DeliveryFilter {
  const filter = filterSchema.safeParse(rawQuery);
  if (filter.success) return filter.data;
  const message = filter.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
  throw operatorError(400, 'bad-request', message);
}

/** Undefined when no delivery can have it. */
export const readDeliveryId = (rawId: string): string | undefined => (/^\d{1,18}$/.test(rawId) ? rawId : undefined);
