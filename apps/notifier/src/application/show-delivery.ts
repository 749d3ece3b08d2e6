import type { DeliveryAttempt, DeliveryRecord, DeliveryRegister } from './ports/delivery-register';

export interface ShownDelivery {
  readonly delivery: DeliveryRecord;
  /** The oldest first. */
  readonly attempts: readonly DeliveryAttempt[];
  /** The text of a payment's notice; that of an agreement's holds tokens and is shown to nobody. */
  readonly payload: string | undefined;
}

export class ShowDelivery {
  constructor(private readonly register: DeliveryRegister) {}

  /** Undefined when there is no such delivery. Throws DependencyFault. */
  async execute(deliveryId: string): Promise<ShownDelivery | undefined> {
    const delivery = await this.register.get(deliveryId);
    if (!delivery) return undefined;
    const [attempts, payload] = [await this.register.attemptsOf(deliveryId), await this.register.bodyOf(deliveryId)];
    return { delivery, attempts, payload };
  }
}
