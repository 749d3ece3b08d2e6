import { z } from 'zod';
import { defineTopic } from '../topic/define-topic';
import { keyedHashSchema } from '../fields/keyed-hash';

const schema = z.object({ accessTokenHash: keyedHashSchema });
export type CancelTokenCommand = z.infer<typeof schema>;

/** cancelToken: ends the agreement of any access token it ever had. Answered `token-cancelled`, or refused `TokenInvalid`. */
export const cancelToken = defineTopic<CancelTokenCommand>({
  name: 'auth.cancellation.command.v1',
  type: 'CancelToken',
  schema,
  restsOn: ['token-hash'],
  keyOf: (command) => command.accessTokenHash,
  outlivesItsDeadline: () => true,
});
