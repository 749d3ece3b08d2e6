import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { headerLines } from '../header-lines';

const session = z.string().min(1).max(4096);
const query = z.object({ session });
const form = z.object({ session, formToken: z.string().max(64), decision: z.enum(['give', 'refuse']) });
const formType = /^application\/x-www-form-urlencoded(?:[ \t]*;|$)/i;

/** What the wallet's app has put into the address; undefined when there is nothing that could be a session. */
export const sessionOf = (raw: unknown): string | undefined => query.safeParse(raw).data?.session;

/** The decision in the body; undefined when there is none. */
export function formOf({ raw, body }: FastifyRequest): z.output<typeof form> | undefined {
  const types = headerLines(raw.rawHeaders, 'content-type');
  if (types.length !== 1 || !formType.test(types[0] ?? '') || !Buffer.isBuffer(body)) return undefined;
  const fields = [...new URLSearchParams(body.toString())];
  const isRepeated = new Set(fields.map(([name]) => name)).size < fields.length;
  return isRepeated ? undefined : form.safeParse(Object.fromEntries(fields)).data;
}
