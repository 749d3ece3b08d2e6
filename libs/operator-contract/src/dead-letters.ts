import { z } from 'zod';
import { get, post } from './endpoint';
import { limitOf, moment } from './fields';
import { noteBody } from './operator-note';

const deadLetter = z.object({
  /** `<partition>-<offset>` on the dead letter topic. */
  id: z.string(),
  topic: z.string(),
  partition: z.number(),
  offset: z.string(),
  reason: z.string(),
  deadAt: z.string(),
  key: z.string().nullable(),
  replayedAt: z.string().optional(),
});
export type DeadLetter = z.output<typeof deadLetter>;

/** The value is null when the record has none, and absent when it is withheld. */
const openedLetter = deadLetter.extend({ value: z.string().nullish(), withheld: z.string().optional() });
export type OpenedLetter = z.output<typeof openedLetter>;

/** What every service has. */
export const commonEndpoints = {
  describe: get('/openapi.json', 'viewer', 'These calls, as OpenAPI 3.1', {
    answer: z.looseObject({ openapi: z.string() }),
  }),
  listDeadLetters: get('dead-letters', 'viewer', 'Records that its consumers gave up, the newest first', {
    query: z.object({ limit: limitOf(500, 50) }),
    answer: z.object({ deadLetters: z.array(deadLetter) }),
  }),
  showDeadLetter: get('dead-letters/:id', 'viewer', 'One, with its value unless that may hold a secret or is no text', {
    answer: openedLetter,
  }),
  replayDeadLetter: post('dead-letters/:id/replay', 'support', 'Sends it to its topic once more, byte for byte', {
    body: noteBody,
    answer: z.object({ id: z.string(), replayedAt: moment }),
  }),
};
