import { moneySchema } from '@wallet/money';
import { z } from 'zod';
import { defineTopic } from '../topic/define-topic';
import { ids } from '../fields/ids';

const customerStatus = z.enum(['ACTIVE', 'FROZEN', 'CLOSED']);

const customerFactSchema = z.discriminatedUnion('fact', [
  z.object({
    fact: z.literal('CustomerRegistered'),
    customerId: ids.customerId,
    /** The customer's version after this fact; grows by one. A consumer ignores an older one. */
    customerVersion: z.int().min(1),
    status: customerStatus,
    /** Posted once, when the account is opened; its currency is the wallet's currency. */
    openingBalance: moneySchema,
  }),
  z.object({
    fact: z.literal('CustomerStatusChanged'),
    customerId: ids.customerId,
    customerVersion: z.int().min(2),
    status: customerStatus,
  }),
]);
export type CustomerFact = z.infer<typeof customerFactSchema>;

/** What auth says of its customers; payments opens and freezes wallet accounts by it. */
export const customerFacts = defineTopic<CustomerFact>({
  name: 'auth.customer.fact.v1',
  type: 'CustomerFact',
  schema: customerFactSchema,
  keyOf: (fact) => fact.customerId,
});
