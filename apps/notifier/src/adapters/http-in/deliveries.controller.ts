import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, UseGuards } from '@nestjs/common';
import { operatorError, OperatorTokenGuard } from '@wallet/operator-endpoint';
import type { SubjectState } from '../../application/ports/delivery-register';
import { ListDeliveries } from '../../application/list-deliveries';
import { ListStates } from '../../application/list-states';
import { ShowDelivery } from '../../application/show-delivery';
import { readDeliveryFilter, readDeliveryId, readSubjects } from './delivery-query';
import { deliveryView, shownView, type DeliveryView, type ShownView } from './delivery-view';

export const RETENTION_DAYS = Symbol('how long deliveries are kept');

/** For operators only, on a port of its own: `/operator/v1/deliveries`, as far as it only shows. */
@Controller('operator/v1/deliveries')
@UseGuards(OperatorTokenGuard)
export class DeliveriesController {
  constructor(
    private readonly listDeliveries: ListDeliveries,
    private readonly showDelivery: ShowDelivery,
    private readonly listStates: ListStates,
    @Inject(RETENTION_DAYS) private readonly retentionDays: number,
  ) {}

  @Get()
  async list(@Query() rawQuery: unknown): Promise<{ deliveries: DeliveryView[] }> {
    const records = await this.listDeliveries.execute(readDeliveryFilter(rawQuery));
    return { deliveries: records.map(deliveryView) };
  }

  /** Older ones that are done with may be forgotten. */
  @Get('retention')
  retention(): { days: number } {
    return { days: this.retentionDays };
  }

  @Get(':id')
  async show(@Param('id') rawId: string): Promise<ShownView> {
    const deliveryId = readDeliveryId(rawId);
    const shown = deliveryId === undefined ? undefined : await this.showDelivery.execute(deliveryId);
    if (!shown) throw operatorError(404, 'not-found', 'there is no such delivery');
    return shownView(shown);
  }

  @Post('states')
  @HttpCode(200)
  async states(@Body() rawBody: unknown): Promise<{ states: SubjectState[] }> {
    return { states: await this.listStates.execute(readSubjects(rawBody)) };
  }
}
