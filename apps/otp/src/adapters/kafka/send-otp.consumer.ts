import { Controller, type Type } from '@nestjs/common';
import { sendOtp, type SendOtp } from '@wallet/contracts';
import { Consume, type Message } from '@wallet/messaging';
import { IssueCode } from '../../application/issue-code';

/** Records one by one, `concurrency` subjects at once: each may wait for the SMS provider. */
export function sendOtpConsumer(concurrency: number): Type {
  @Controller()
  class SendOtpConsumer {
    constructor(private readonly issueCode: IssueCode) {}

    @Consume(sendOtp, { maxBatch: 1, concurrency })
    async handle(batch: readonly Message<SendOtp>[]): Promise<void> {
      for (const message of batch) await this.issueCode.execute(message);
    }
  }
  return SendOtpConsumer;
}
