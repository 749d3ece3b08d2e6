import { parseJson } from '@wallet/kernel';
import { z } from 'zod';
import type { Caller } from '../records/message';

const callerSchema = z.object({
  correlationId: z.string().min(1).max(200),
  replyTo: z.string().min(1).max(200),
  traceparent: z.string().max(200).catch(''),
  deadline: z.iso.datetime().optional().catch(undefined),
});

/** Who waits for the answer to a record that cannot be read; undefined when nobody does or the record does not say it. */
export function callerOf(value: Buffer | null): Caller | undefined {
  const caller = callerSchema.safeParse(parseJson(String(value))).data;
  if (!caller) return undefined;
  const { deadline, ...context } = caller;
  return { ...context, ...(deadline && { deadline: new Date(deadline) }) };
}
