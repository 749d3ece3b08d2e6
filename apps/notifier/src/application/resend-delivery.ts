import type { DeliveryRecord, DeliveryRegister } from './delivery-register';

export interface Resent {
  /** False: it was not DEAD, and stays as it is. */
  readonly changed: boolean;
  readonly delivery: DeliveryRecord;
}

/** An operator has dealt with what made a delivery DEAD: it is sent again, at once and then by the schedule. */
export class ResendDelivery {
  constructor(
    private readonly register: DeliveryRegister,
    private readonly wake: () => void,
  ) {}

  /** Undefined when there is no such delivery. Throws DependencyFault. */
  async execute(deliveryId: string): Promise<Resent | undefined> {
    const changed = await this.register.revive(deliveryId);
    const delivery = await this.register.get(deliveryId);
    if (changed) this.wake();
    return delivery && { changed, delivery };
  }
}
