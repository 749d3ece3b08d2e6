import { Controller } from '@nestjs/common';
import { prepareAuthorization, type PrepareAuthorization as Prepare } from '@wallet/contracts';
import { Consume, type Message } from '@wallet/messaging';
import { PrepareAuthorization } from '../../application/codes/prepare-authorization';

/** prepare: rare, so one by one. */
@Controller()
export class PreparationConsumer {
  constructor(private readonly prepareAuthorization: PrepareAuthorization) {}

  @Consume(prepareAuthorization, { maxBatch: 1, concurrency: 4 })
  async handle(batch: readonly Message<Prepare>[]): Promise<void> {
    for (const message of batch) await this.prepareAuthorization.execute(message);
  }
}
