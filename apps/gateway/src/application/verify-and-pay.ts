import type { VerificationPay } from '@wallet/alipayplus';
import { checkOtp, type Authorization, type CheckOtp } from '@wallet/contracts';
import type { Call, Dispatch } from './dispatch';
import type { OpenAnswer } from './open-answer';
import type { Secrets } from './secrets';

/** Easy Pay call 3: verify the OTP and pay. The code leaves the gateway only sealed for this one command. */
export class VerifyAndPay {
  constructor(
    private readonly dispatch: Dispatch,
    private readonly secrets: Secrets,
  ) {}

  execute(pay: VerificationPay, call: Call): Promise<OpenAnswer> {
    const payload = ({ correlationId }: { correlationId: string }) => this.command(pay, correlationId);
    return this.dispatch.ask({ topic: checkOtp, priority: 'essential', payload }, call);
  }

  private command(pay: VerificationPay, correlationId: string): CheckOtp {
    const { paymentRequestId, otpVerification, paymentAmount, payToAmount } = pay;
    const { otpCode, verifyRequestId } = otpVerification;
    return {
      subject: 'order',
      paymentRequestId,
      paymentAmount,
      payToAmount,
      authorization: authorizationOf(pay),
      verifyRequestId,
      sealedOtpCode: this.secrets.sealOtpCode(otpCode, { subjectId: paymentRequestId, correlationId }),
    };
  }
}

const authorizationOf = ({ authorizationInfo }: VerificationPay): Authorization | undefined =>
  authorizationInfo && { ...authorizationInfo, authState: authorizationInfo.authState ?? '' };
