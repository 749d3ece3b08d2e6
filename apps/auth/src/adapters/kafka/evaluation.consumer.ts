import { Controller, Inject } from '@nestjs/common';
import { evaluateCustomer, evaluatePayment, type EvaluateCustomer } from '@wallet/contracts';
import { Consume, isExpired, MessageBus, type Forwarding, type Message } from '@wallet/messaging';
import { IdentifyPayers } from '../../application/tokens/identify-payers';
import { setLockedAside } from '../../application/tokens/locked-tokens';

/** Evaluation: who is it? Then on to payments, which answers. */
@Controller()
export class EvaluationConsumer {
  constructor(
    private readonly identifyPayers: IdentifyPayers,
    @Inject(MessageBus) private readonly bus: Forwarding,
  ) {}

  @Consume(evaluateCustomer, { maxBatch: 100 })
  handle(batch: readonly Message<EvaluateCustomer>[]): Promise<void> {
    return setLockedAside(batch, hashOf, (some) => this.forward(some));
  }

  private async forward(batch: readonly Message<EvaluateCustomer>[]): Promise<void> {
    const now = new Date();
    const live = batch.filter((message) => !isExpired(message, now));
    const payers = await this.identifyPayers.execute(live.map(({ payload }) => payload.customer));
    const forwards = live.map((message, index) =>
      this.bus.forward(message, evaluatePayment, { ...message.payload, customer: null, ...payers[index] }),
    );
    await Promise.all(forwards);
  }
}

const hashOf = ({ customer }: EvaluateCustomer): string | undefined =>
  customer.by === 'accessToken' ? customer.accessTokenHash : undefined;
