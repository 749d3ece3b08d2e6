import { Body, Inject, Param, Query } from '@nestjs/common';
import { notifierEndpoints } from '@wallet/operator-contract';
import { OperatorCall, OperatorController, readInput } from '@wallet/operator-endpoint';
import { DeliveryRegister } from '../../application/ports/delivery-register';
import { ShowDelivery } from '../../application/show-delivery';
import { deliveryView, isDeliveryId, noDelivery, shownView } from './delivery-view';

export const RETENTION_DAYS = Symbol('how long deliveries are kept');

/** The deliveries, as far as they are only shown. */
@OperatorController()
export class DeliveriesController {
  constructor(
    private readonly register: DeliveryRegister,
    private readonly showDelivery: ShowDelivery,
    @Inject(RETENTION_DAYS) private readonly retentionDays: number,
  ) {}

  @OperatorCall(notifierEndpoints.listDeliveries)
  async list(@Query() rawQuery: unknown) {
    const filter = readInput(notifierEndpoints.listDeliveries.query, rawQuery);
    return { deliveries: (await this.register.list(filter)).map(deliveryView) };
  }

  /** Older ones that are done with may be forgotten. */
  @OperatorCall(notifierEndpoints.showRetention)
  retention() {
    return { days: this.retentionDays };
  }

  @OperatorCall(notifierEndpoints.showDelivery)
  async show(@Param('id') deliveryId: string) {
    const shown = isDeliveryId(deliveryId) && (await this.showDelivery.execute(deliveryId));
    if (!shown) throw noDelivery();
    return shownView(shown);
  }

  @OperatorCall(notifierEndpoints.listStates)
  async states(@Body() rawBody: unknown) {
    const { subjects } = readInput(notifierEndpoints.listStates.body, rawBody);
    return { states: await this.register.statesOf(subjects) };
  }
}
