import type { OperatorNote } from '@wallet/operator-contract';
import type { DeliveryRecord, DeliveryRegister } from './ports/delivery-register';

export interface Resolved {
  /** False: it was not DEAD, and stays as it is. */
  readonly changed: boolean;
  readonly delivery: DeliveryRecord;
}

/** An operator has dealt with a DEAD delivery otherwise than by sending it. */
export class ResolveDelivery {
  constructor(private readonly register: DeliveryRegister) {}

  /** Undefined when there is no such delivery. Throws DependencyFault. */
  async execute(deliveryId: string, note: OperatorNote): Promise<Resolved | undefined> {
    const changed = await this.register.resolve(deliveryId, note);
    const delivery = await this.register.get(deliveryId);
    return delivery && { changed, delivery };
  }
}
