import { Controller } from '@nestjs/common';
import { checkOtp, type CheckOtp } from '@wallet/contracts';
import { Consume, type Message } from '@wallet/messaging';
import { CheckCode } from '../../application/check-code';

@Controller()
export class CheckOtpConsumer {
  constructor(private readonly checkCode: CheckCode) {}

  /** All at once: each is an atomic step of Redis. Waits for all also when one fails, because the batch is then redone. */
  @Consume(checkOtp, { maxBatch: 100 })
  async handle(batch: readonly Message<CheckOtp>[]): Promise<void> {
    const checks = batch.map((message) => this.checkCode.execute(message));
    const failed = (await Promise.allSettled(checks)).find((check) => check.status === 'rejected');
    if (failed) throw failed.reason;
  }
}
