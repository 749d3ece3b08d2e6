import { Controller } from '@nestjs/common';
import { decideConsent, showConsent, type DecideConsent as Decide, type ShowConsent as Show } from '@wallet/contracts';
import { Consume, type Message } from '@wallet/messaging';
import { DecideConsent } from '../../application/codes/decide-consent';
import { ShowConsent } from '../../application/codes/show-consent';

/** The consent page: a user at a time. */
@Controller()
export class ConsentConsumer {
  constructor(
    private readonly showConsent: ShowConsent,
    private readonly decideConsent: DecideConsent,
  ) {}

  @Consume(showConsent, { maxBatch: 1, concurrency: 4 })
  async show(batch: readonly Message<Show>[]): Promise<void> {
    for (const message of batch) await this.showConsent.execute(message);
  }

  @Consume(decideConsent, { maxBatch: 1, concurrency: 4 })
  async decide(batch: readonly Message<Decide>[]): Promise<void> {
    for (const message of batch) await this.decideConsent.execute(message);
  }
}
