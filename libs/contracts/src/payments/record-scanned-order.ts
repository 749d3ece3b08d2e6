import type { z } from 'zod';
import { identifyScannerSchema } from '../auth/identify-scanner';
import { defineTopic } from '../topic/define-topic';
import { identifiedCustomerSchema } from '../fields/purchase';

const schema = identifyScannerSchema.extend({ customer: identifiedCustomerSchema.nullable() });
export type RecordScannedOrderCommand = z.infer<typeof schema>;

/**
 * Stores the order behind a scanned code; it waits for its user, or is refused for good. Answered `scanned-order`: a repeat by
 * what is stored, also another id of the same code and customer while the first one waits. Refused `RepeatInconsistent`: the
 * id, or the waiting code, is known with other content; `OrderClosed`: Alipay+ has cancelled the id before.
 */
export const recordScannedOrder = defineTopic<RecordScannedOrderCommand>({
  name: 'payments.scan.command.v1',
  type: 'RecordScannedOrder',
  schema,
  restsOn: ['token-hash'],
  keyOf: (command) => command.paymentRequestId,
});
