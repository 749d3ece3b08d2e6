import type { DeliveryFilter, DeliveryRecord, DeliveryRegister } from './ports/delivery-register';

export class ListDeliveries {
  constructor(private readonly register: DeliveryRegister) {}

  /** The newest first. Throws DependencyFault. */
  execute(filter: DeliveryFilter): Promise<DeliveryRecord[]> {
    return this.register.list(filter);
  }
}
