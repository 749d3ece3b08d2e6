import { z } from 'zod';

/**
 * What every record carries around its payload. Times are ISO 8601 in UTC.
 * `correlationId` is the id of the gateway's command; it stays the same over every forward.
 */
export const envelopeSchema = z.object({
  id: z.uuid(),
  type: z.string(),
  version: z.int(),
  key: z.string().min(1),
  occurredAt: z.iso.datetime(),
  /** After this moment a command does nothing; absent on facts and answers. */
  deadline: z.iso.datetime().optional(),
  /** The topic that the answer goes to; absent when nobody waits. */
  replyTo: z.string().optional(),
  correlationId: z.string().min(1),
  /** W3C Trace Context. */
  traceparent: z.string(),
  payload: z.unknown(),
});

export type Envelope = z.infer<typeof envelopeSchema>;
