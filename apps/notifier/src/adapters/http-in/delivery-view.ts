import { operatorError } from '@wallet/operator-endpoint';
import type { DeliveryAttempt, DeliveryRecord } from '../../application/ports/delivery-register';
import type { ShownDelivery } from '../../application/show-delivery';

/** Of what is null nothing is said. */
type Said<T> = { readonly [Key in keyof T]: Exclude<T[Key], null> | (null extends T[Key] ? undefined : never) };

const said = <T extends object>(record: T): Said<T> =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, value ?? undefined])) as Said<T>;

/** What an operator sees: never the text, which may hold tokens. */
export function deliveryView({ nextAttemptAt, ...record }: DeliveryRecord) {
  return { ...said(record), nextAttemptAt: record.state === 'RETRYING' ? nextAttemptAt : undefined };
}

export const shownView = ({ delivery, attempts, payload }: ShownDelivery) => ({
  delivery: deliveryView(delivery),
  payload,
  attempts: attempts.map((attempt: DeliveryAttempt) => said(attempt)),
});

/** Others no delivery can have. */
export const isDeliveryId = (rawId: string): boolean => /^\d{1,18}$/.test(rawId);

export const noDelivery = () => operatorError(404, 'not-found', 'there is no such delivery');
