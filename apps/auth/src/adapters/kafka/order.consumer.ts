import { Controller, Inject } from '@nestjs/common';
import { identifyPayer, openOrder, type IdentifyPayer } from '@wallet/contracts';
import { Consume, isExpired, MessageBus, type Forwarding, type Message } from '@wallet/messaging';
import { IdentifyPayers } from '../../application/tokens/identify-payers';
import { setLockedAside } from '../../application/tokens/locked-tokens';

/** Easy Pay order: who is it? Then on to payments, with the lookup as sent: a repeat must match it. */
@Controller()
export class OrderConsumer {
  constructor(
    private readonly identifyPayers: IdentifyPayers,
    @Inject(MessageBus) private readonly bus: Forwarding,
  ) {}

  @Consume(identifyPayer, { maxBatch: 100 })
  handle(batch: readonly Message<IdentifyPayer>[]): Promise<void> {
    return setLockedAside(batch, hashOf, (some) => this.forward(some));
  }

  private async forward(batch: readonly Message<IdentifyPayer>[]): Promise<void> {
    const now = new Date();
    const live = batch.filter((message) => !isExpired(message, now));
    const payers = await this.identifyPayers.execute(live.map(({ payload }) => payload.customer));
    const forwards = live.map((message, index) => {
      const { customer: lookup, ...order } = message.payload;
      return this.bus.forward(message, openOrder, { ...order, lookup, customer: payers[index]?.customer ?? null });
    });
    await Promise.all(forwards);
  }
}

const hashOf = ({ customer }: IdentifyPayer): string | undefined =>
  customer.by === 'accessToken' ? customer.accessTokenHash : undefined;
