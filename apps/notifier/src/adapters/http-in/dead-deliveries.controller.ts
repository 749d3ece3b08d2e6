import { Body, Controller, HttpCode, Inject, Param, Post, UseGuards } from '@nestjs/common';
import { operatorError, OperatorTokenGuard } from '@wallet/operator-endpoint';
import type { Logger } from '@wallet/service';
import { ReplayDeliveries, type Replayed } from '../../application/replay-deliveries';
import { ResolveDelivery } from '../../application/resolve-delivery';
import { readDeliveryId, readOperator, readReplay } from './delivery-query';
import { deliveryView, type DeliveryView } from './delivery-view';

export const LOGGER = Symbol('logger');

/** What operators do with DEAD deliveries; each call that changes something says who and why, which is kept. */
@Controller('operator/v1/deliveries')
@UseGuards(OperatorTokenGuard)
export class DeadDeliveriesController {
  constructor(
    private readonly replayDeliveries: ReplayDeliveries,
    private readonly resolveDelivery: ResolveDelivery,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  @Post('replay')
  @HttpCode(200)
  async replay(@Body() rawBody: unknown): Promise<Replayed> {
    const asked = readReplay(rawBody);
    const replayed = await this.replayDeliveries.execute(asked);
    if (replayed.replayed > 0) this.logger.info({ ...asked, ...replayed }, 'operator has dead notices sent again');
    return replayed;
  }

  @Post(':id/resolve')
  @HttpCode(200)
  async resolve(@Param('id') rawId: string, @Body() rawBody: unknown): Promise<{ delivery: DeliveryView }> {
    const [deliveryId, by] = [readDeliveryId(rawId), readOperator(rawBody)];
    const resolved = deliveryId === undefined ? undefined : await this.resolveDelivery.execute(deliveryId, by);
    if (!resolved) throw operatorError(404, 'not-found', 'there is no such delivery');
    const { changed, delivery } = resolved;
    const { kind: notice, subject, state } = delivery;
    if (!changed) throw operatorError(409, 'not-dead', `the delivery is ${state}: only a DEAD one is resolved`);
    this.logger.info({ deliveryId, notice, subject, by }, 'operator has resolved a dead notice');
    return { delivery: deliveryView(delivery) };
  }
}
