import { z } from 'zod';
import { defineTopic } from '../define-topic';

const schema = z.object({ customerId: z.string() });
export type ListAgreements = z.infer<typeof schema>;

/** Wallet app: the customer's agreements, newest first. Answered `agreements`. */
export const listAgreements = defineTopic<ListAgreements>({
  name: 'auth.agreement-list.command.v1',
  type: 'ListAgreements',
  schema,
  keyOf: (command) => command.customerId,
  onDependencyFault: 'answer-unknown',
});
