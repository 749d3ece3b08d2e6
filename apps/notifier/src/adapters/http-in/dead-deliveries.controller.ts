import { Body, Inject, Param } from '@nestjs/common';
import { noteOf, notifierEndpoints } from '@wallet/operator-contract';
import { LOGGER, OperatorCall, OperatorController, operatorError, readInput } from '@wallet/operator-endpoint';
import type { Logger } from '@wallet/service';
import { noticeIds } from '../../application/notice-ids';
import { ReplayDeliveries } from '../../application/replay-deliveries';
import { ResolveDelivery } from '../../application/resolve-delivery';
import { deliveryView, isDeliveryId, noDelivery } from './delivery-view';

/** What operators do with DEAD deliveries. */
@OperatorController()
export class DeadDeliveriesController {
  constructor(
    private readonly replayDeliveries: ReplayDeliveries,
    private readonly resolveDelivery: ResolveDelivery,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  @OperatorCall(notifierEndpoints.replayDeliveries)
  async replay(@Body() rawBody: unknown) {
    const { filter, ratePerSecond, ...rest } = readInput(notifierEndpoints.replayDeliveries.body, rawBody);
    const by = noteOf(rest);
    const asked = { filter, ratePerSecond, ...(by && { by }) };
    const replayed = await this.replayDeliveries.execute(asked);
    if (replayed.replayed > 0) this.logger.info({ ...asked, ...replayed }, 'operator has dead notices sent again');
    return replayed;
  }

  @OperatorCall(notifierEndpoints.resolveDelivery)
  async resolve(@Param('id') deliveryId: string, @Body() rawBody: unknown) {
    const by = readInput(notifierEndpoints.resolveDelivery.body, rawBody);
    const resolved = isDeliveryId(deliveryId) && (await this.resolveDelivery.execute(deliveryId, by));
    if (!resolved) throw noDelivery();
    const { changed, delivery } = resolved;
    const { kind: notice, state } = delivery;
    if (!changed) throw operatorError(409, 'not-dead', `the delivery is ${state}: only a DEAD one is resolved`);
    this.logger.info({ deliveryId, notice, ...noticeIds(delivery), by }, 'operator has resolved a dead notice');
    return { delivery: deliveryView(delivery) };
  }
}
