import { z } from 'zod';
import { deliveriesPath } from '../answers/delivery';
import type { OperatorCalls } from '../client';

const statesSchema = z.object({
  states: z.array(
    z.object({ subject: z.string(), state: z.string(), kind: z.string(), acknowledgedAt: z.iso.datetime().nullish() }),
  ),
});
export type Notice = z.output<typeof statesSchema>['states'][number];

/** The notices of each payment that has some. */
export async function noticesOf(
  notifier: OperatorCalls,
  subjects: readonly string[],
): Promise<ReadonlyMap<string, readonly Notice[]>> {
  const { states } = await notifier.post(`${deliveriesPath}/states`, statesSchema, { subjects });
  const notices = new Map<string, Notice[]>();
  for (const notice of states) {
    const { subject, kind } = notice;
    if (kind === 'NOTIFY_PAYMENT') notices.set(subject, [...(notices.get(subject) ?? []), notice]);
  }
  return notices;
}
