import { timingSafeEqual } from 'node:crypto';
import type { CustomerId } from '@wallet/kernel';
import type {
  ApprovedPayment,
  FactorVerdict,
  PaymentFactor,
  PresentedFactor,
} from '../../application/scan/payment-factor';

const maxTries = 5;

/** One PIN for all customers, for developers. Five wrong ones in a row lock a customer until this process ends. */
export class DeveloperPin implements PaymentFactor {
  private readonly wrong = new Map<CustomerId, number>();

  constructor(private readonly pin: string) {}

  verdictOn({ type, value }: PresentedFactor, { customerId }: ApprovedPayment): Promise<FactorVerdict> {
    return Promise.resolve(this.verdict(type === 'PIN' && isSame(value, this.pin), customerId));
  }

  private verdict(isRight: boolean, customerId: CustomerId): FactorVerdict {
    const wrong = this.wrong.get(customerId) ?? 0;
    if (wrong >= maxTries) return 'locked';
    if (isRight) {
      this.wrong.delete(customerId);
      return 'accepted';
    }
    this.wrong.set(customerId, wrong + 1);
    return wrong + 1 >= maxTries ? 'locked' : 'refused';
  }
}

function isSame(value: string, pin: string): boolean {
  const [one, other] = [Buffer.from(value), Buffer.from(pin)];
  return one.length === other.length && timingSafeEqual(one, other);
}
