/** A piece of today's source and what the made-up next release has in its place. */
export interface Change {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** Each message has an optional field more: it is said by all, and read. */
const aFieldMore: readonly Change[] = [
  {
    file: 'libs/contracts/src/topic/define-topic.ts',
    from: `import type { z } from 'zod';`,
    to: `import { z } from 'zod';
const ofTheNextRelease = z.object({ ofTheNextRelease: z.string().optional() });`,
  },
  {
    file: 'libs/contracts/src/topic/define-topic.ts',
    from: `return { onDependencyFault, ...topic, kind`,
    to: `const schema = z.intersection(topic.schema, ofTheNextRelease) as unknown as z.ZodType<Payload>;
  return { onDependencyFault, ...topic, schema, kind`,
  },
  {
    file: 'libs/contracts/src/topic/envelope.ts',
    from: `payload: z.unknown(),`,
    to: `payload: z.unknown(),
  ofTheNextRelease: z.string().optional(),`,
  },
  {
    file: 'libs/messaging/src/records/codec.ts',
    from: `const value = JSON.stringify(envelope);`,
    to: `const more = { ofTheNextRelease: 'said by the next release' };
  const value = JSON.stringify({ ...envelope, ...more, payload: { ...(envelope.payload as object), ...more } });`,
  },
];

/** After each fact of a payment there is one more, which releases before do not know; it is heard and means nothing. */
const aFactMore: readonly Change[] = [
  {
    file: 'libs/contracts/src/payments/payment-facts.ts',
    from: `const paymentFactSchema = z.discriminatedUnion('fact', [`,
    to: `const paymentFactSchema = z.discriminatedUnion('fact', [
  z.object({
    fact: z.literal('PaymentNoted'),
    paymentRequestId: ids.paymentRequestId,
    orderVersion: z.int().min(1),
  }),`,
  },
  {
    file: 'apps/payments/src/adapters/postgres/orders/order-writes.ts',
    from: `const facts = orders.flatMap((order) => paymentFact(order) ?? []);`,
    to: `const facts = orders.flatMap((order) => {
    const fact = paymentFact(order);
    if (!fact) return [];
    const { paymentRequestId, orderVersion } = fact;
    return [fact, { fact: 'PaymentNoted', paymentRequestId, orderVersion }];
  });`,
  },
  {
    file: 'apps/notifier/src/application/payment-notice.ts',
    from: `Exclude<PaymentFact, { fact: 'PaymentCancelled' }>`,
    to: `Exclude<PaymentFact, { fact: 'PaymentCancelled' | 'PaymentNoted' }>`,
  },
  {
    file: 'apps/notifier/src/application/record-deliveries.ts',
    from: `if (fact.fact === 'PaymentCancelled') return [];`,
    to: `if (fact.fact === 'PaymentCancelled' || fact.fact === 'PaymentNoted') return [];`,
  },
];

export const changes: readonly Change[] = [...aFieldMore, ...aFactMore];
