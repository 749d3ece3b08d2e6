import { parseJson } from '@wallet/kernel';
import type { PagePlace } from '@wallet/operator-contract';
import { z } from 'zod';

const momentForm = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?[+-]\d\d(:\d\d)?$/;
const placeSchema = z.tuple([z.string().regex(momentForm), z.string()]);

/** A place as a text that a query of an address takes as it is. */
export const placeText = ({ at, id }: PagePlace): string => Buffer.from(JSON.stringify([at, id])).toString('base64url');

/** What `placeText` wrote. */
export const placeField = z.string('must come once').transform((text, context): PagePlace => {
  const place = placeSchema.safeParse(parseJson(Buffer.from(text, 'base64url').toString()));
  if (place.success) return { at: place.data[0], id: place.data[1] };
  context.addIssue('must be what the page before said');
  return z.NEVER;
});
