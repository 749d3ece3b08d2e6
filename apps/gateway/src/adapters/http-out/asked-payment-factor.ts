import { errorMessage, metrics } from '@wallet/service';
import { z } from 'zod';
import type {
  ApprovedPayment,
  FactorVerdict,
  PaymentFactor,
  PresentedFactor,
} from '../../application/scan/payment-factor';
import { WalletEndpoint, type WalletEndpointOptions } from './wallet-endpoint';

export type FactorProviderOptions = Omit<WalletEndpointOptions, 'name' | 'onBroken'>;

const opened = metrics.counter(
  'gateway_payment_factor_breaker_opened_total',
  'ALERT: times the provider of the payment factor failed so often that it is asked only now and then',
);

const answerSchema = z.object({ verdict: z.enum(['ACCEPTED', 'REFUSED', 'LOCKED']) });
const verdicts = { ACCEPTED: 'accepted', REFUSED: 'refused', LOCKED: 'locked' } as const;

/** Asks the wallet's own service with `{customerId, orderId, amount, merchantName, paymentFactor}`. See docs/integrate.md. */
export class AskedPaymentFactor implements PaymentFactor {
  private readonly provider: WalletEndpoint;

  constructor(private readonly options: FactorProviderOptions) {
    const name = 'provider of the payment factor';
    this.provider = new WalletEndpoint({ ...options, name, onBroken: () => opened.inc() });
  }

  async verdictOn(paymentFactor: PresentedFactor, payment: ApprovedPayment): Promise<FactorVerdict> {
    const { customerId, orderId, amount, merchantName } = payment;
    try {
      const question = { customerId, orderId, amount, merchantName, paymentFactor };
      return verdicts[(await this.provider.ask(question, answerSchema)).verdict];
    } catch (error) {
      this.options.logger.warn({ orderId, reason: errorMessage(error) }, 'nobody can check a payment factor');
      return 'unknown';
    }
  }
}
