import { Controller, Inject } from '@nestjs/common';
import { payByToken, resolvePayer, type PayByToken, type ResolvePayer } from '@wallet/contracts';
import { Consume, isExpired, MessageBus, type Forwarding, type Message } from '@wallet/messaging';
import { setLockedAside } from '../../application/tokens/locked-tokens';
import { ResolvePayers } from '../../application/tokens/resolve-payers';
import type { Resolution } from '../../domain/access-token';

/** Agreement payment: whose token is it? Then on to payments, also with a token that does not pay: it answers. */
@Controller()
export class PayerConsumer {
  constructor(
    private readonly resolvePayers: ResolvePayers,
    @Inject(MessageBus) private readonly bus: Forwarding,
  ) {}

  @Consume(resolvePayer, { maxBatch: 100 })
  handle(batch: readonly Message<ResolvePayer>[]): Promise<void> {
    return setLockedAside(
      batch,
      ({ accessTokenHash }) => accessTokenHash,
      (some) => this.forward(some),
    );
  }

  private async forward(batch: readonly Message<ResolvePayer>[]): Promise<void> {
    const now = new Date();
    const live = batch.filter((message) => !isExpired(message, now));
    const hashes = live.map(({ payload }) => payload.accessTokenHash);
    const resolutions = (await this.resolvePayers.execute(hashes, 'AGREEMENT_PAY')).values();
    const forwards = live.map((message) => {
      const payer = payerOf(resolutions.next().value);
      return this.bus.forward(message, payByToken, { ...message.payload, payer });
    });
    await Promise.all(forwards);
  }
}

function payerOf(resolution: Resolution | undefined): PayByToken['payer'] {
  if (!resolution) throw new Error('an access token has no resolution');
  if (resolution.token === 'refused') return resolution;
  const { agreementId, customerId, referenceMerchantId } = resolution.agreement;
  return { token: 'valid', agreementId, customerId, ...(referenceMerchantId !== null && { referenceMerchantId }) };
}
