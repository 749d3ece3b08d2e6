import {
  forward,
  recordScannedOrder,
  type Command,
  type Handled,
  type IdentifyScannerCommand,
} from '@wallet/contracts';
import type { IdentifyCustomers } from './identify-customers';

/** A code was scanned: what is known of the customer? Then on to payments, which decides; nobody is refused here. */
export class IdentifyScanners {
  constructor(private readonly identifyCustomers: Pick<IdentifyCustomers, 'execute'>) {}

  /** Throws DependencyFault. */
  async execute(batch: readonly Command<IdentifyScannerCommand>[]): Promise<Handled[]> {
    const customers = await this.identifyCustomers.execute(
      batch.map(({ payload }) => ({ by: 'paymentMethodId', paymentMethodId: payload.customerId })),
    );
    return batch.map(({ payload }, index) =>
      forward(recordScannedOrder, { ...payload, customer: customers[index] ?? null }),
    );
  }
}
