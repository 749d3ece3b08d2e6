import { notifierEndpoints } from '@wallet/operator-contract';
import { z } from 'zod';
import type { OperatorCalls } from '../client/client';
import { usage } from '../terminal/exit';

const timeSchema = z.iso.date().or(z.iso.datetime({ offset: true }));

/** A notice may be forgotten while pages of its time are read. */
const marginMs = 3_600_000;

/** From when on the notifier still knows every notice. */
export async function knownSince(notifier: OperatorCalls): Promise<Date> {
  const { days } = await notifier.call(notifierEndpoints.showRetention);
  return new Date(Date.now() - days * 86_400_000 + marginMs);
}

/** What was typed for `--since`; throws CommandFailed. */
export function readSince(since: string | undefined): Date | undefined {
  if (since === undefined) return undefined;
  if (timeSchema.safeParse(since).success) return new Date(since);
  throw usage('--since must be a date or an ISO 8601 time with its offset');
}
