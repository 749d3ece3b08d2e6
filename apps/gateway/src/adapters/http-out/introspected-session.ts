import type { CustomerLookup } from '@wallet/contracts';
import { DependencyFault, metrics } from '@wallet/service';
import { z } from 'zod';
import type { WalletSession } from '../../application/consent/wallet-session';
import { WalletEndpoint, type WalletEndpointOptions } from './wallet-endpoint';

export type IntrospectionOptions = Omit<WalletEndpointOptions, 'name' | 'onBroken'>;

const opened = metrics.counter(
  'gateway_session_breaker_opened_total',
  'ALERT: times the session store failed so often that it is asked only now and then',
);

const id = z.string().min(1).max(64);

const answerSchema = z.union([
  z.object({ active: z.literal(false) }).transform(() => undefined),
  z
    .object({ active: z.literal(true), customerId: id })
    .transform(({ customerId }): CustomerLookup => ({ by: 'paymentMethodId', paymentMethodId: customerId })),
  z
    .object({ active: z.literal(true), loginId: id, loginIdType: id })
    .transform(({ loginId, loginIdType }): CustomerLookup => ({ by: 'loginId', loginId, loginIdType })),
]);

/** Asks the wallet's own session store, with `{session}`, as RFC 7662 does. Anything but a good answer is a DependencyFault. */
export class IntrospectedSession implements WalletSession {
  private readonly store: WalletEndpoint;

  constructor(options: IntrospectionOptions) {
    this.store = new WalletEndpoint({ ...options, name: 'session store', onBroken: () => opened.inc() });
  }

  async userOf(session: string): Promise<CustomerLookup | undefined> {
    try {
      return await this.store.ask({ session }, answerSchema);
    } catch (error) {
      throw new DependencyFault('wallet session', error);
    }
  }
}
