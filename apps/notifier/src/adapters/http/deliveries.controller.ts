import { Controller, Get, HttpCode, Inject, Param, Post, Query, UseGuards } from '@nestjs/common';
import { operatorError, OperatorTokenGuard } from '@wallet/operator-endpoint';
import type { Logger } from '@wallet/service';
import { ListDeliveries } from '../../application/list-deliveries';
import { ResendDelivery } from '../../application/resend-delivery';
import { readDeliveryFilter, readDeliveryId } from './delivery-query';
import { deliveryView, type DeliveryView } from './delivery-view';

export const LOGGER = Symbol('logger');

/** For operators only, on a port of its own: `/operator/v1/deliveries`. */
@Controller('operator/v1/deliveries')
@UseGuards(OperatorTokenGuard)
export class DeliveriesController {
  constructor(
    private readonly listDeliveries: ListDeliveries,
    private readonly resendDelivery: ResendDelivery,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  @Get()
  async list(@Query() rawQuery: unknown): Promise<{ deliveries: DeliveryView[] }> {
    const records = await this.listDeliveries.execute(readDeliveryFilter(rawQuery));
    return { deliveries: records.map(deliveryView) };
  }

  @Post(':id/resend')
  @HttpCode(200)
  async resend(@Param('id') rawId: string): Promise<{ delivery: DeliveryView }> {
    const deliveryId = readDeliveryId(rawId);
    const resent = deliveryId === undefined ? undefined : await this.resendDelivery.execute(deliveryId);
    if (!resent) throw operatorError(404, 'not-found', 'there is no such delivery');
    const { changed, delivery } = resent;
    const { kind: notice, subject, state } = delivery;
    if (!changed) throw operatorError(409, 'not-dead', `the delivery is ${state}: only a DEAD one is sent again`);
    this.logger.info({ deliveryId, notice, subject }, 'operator has a notice sent again');
    return { delivery: deliveryView(delivery) };
  }
}
