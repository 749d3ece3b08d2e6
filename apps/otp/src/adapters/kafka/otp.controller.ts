import { Controller, type Type } from '@nestjs/common';
import { checkOtp, sendOtp, type CheckOtp, type Command, type Handled, type SendOtp } from '@wallet/contracts';
import { Consume } from '@wallet/messaging';
import type { CheckCode } from '../../application/check-code';
import type { IssueCode } from '../../application/issue-code';

export interface OtpUseCases {
  readonly issueCode: IssueCode;
  readonly checkCode: CheckCode;
}

/** Every topic that otp handles, and by which use case. `concurrency`: of subjects that wait for the provider at once. */
export function otpController({ issueCode, checkCode }: OtpUseCases, concurrency: number): Type {
  @Controller()
  class OtpController {
    @Consume(sendOtp, { maxBatch: 1, concurrency })
    send(batch: readonly Command<SendOtp>[]): Promise<Handled[]> {
      return issueCode.execute(batch);
    }

    @Consume(checkOtp)
    check(batch: readonly Command<CheckOtp>[]): Promise<Handled[]> {
      return checkCode.execute(batch);
    }
  }
  return OtpController;
}
