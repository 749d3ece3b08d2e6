import { z } from 'zod';
import { defineTopic } from '../topic/define-topic';
import { ids } from '../fields/ids';

const schema = z.object({ customerId: ids.customerId });
export type ListAgreementsCommand = z.infer<typeof schema>;

/** Wallet app: the customer's agreements, newest first. Answered `agreements`. */
export const listAgreements = defineTopic<ListAgreementsCommand>({
  name: 'auth.agreement-list.command.v1',
  type: 'ListAgreements',
  schema,
  keyOf: (command) => command.customerId,
});
