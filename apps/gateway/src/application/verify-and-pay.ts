import type { VerificationPay } from '@wallet/alipayplus';
import { checkOtp, seal, type Answer, type CheckOtp, type SealKeys } from '@wallet/contracts';
import type { Call, Dispatch } from './dispatch';

/** Easy Pay call 3: verify the OTP and pay. The code leaves the gateway only sealed for this one command. */
export class VerifyAndPay {
  constructor(
    private readonly dispatch: Dispatch,
    private readonly sealKeys: SealKeys,
  ) {}

  execute(pay: VerificationPay, call: Call): Promise<Answer> {
    const payload = ({ correlationId }: { correlationId: string }) => this.command(pay, correlationId);
    return this.dispatch.ask({ topic: checkOtp, priority: 'essential', payload }, call);
  }

  private command(pay: VerificationPay, correlationId: string): CheckOtp {
    const { paymentRequestId, otpVerification, paymentAmount, payToAmount } = pay;
    const place = { topic: checkOtp.name, type: checkOtp.type, key: paymentRequestId, correlationId };
    return {
      paymentRequestId,
      ...(paymentAmount && { paymentAmount }),
      ...(payToAmount && { payToAmount }),
      ...authorizationOf(pay),
      verifyRequestId: otpVerification.verifyRequestId,
      sealedOtpCode: seal(otpVerification.otpCode, place, this.sealKeys),
    };
  }
}

/** Only when the user agreed to bind: without the flag the object says nothing. */
function authorizationOf({
  isAuthorizationAndPay,
  authorizationInfo,
}: VerificationPay): Pick<CheckOtp, 'authorization'> {
  if (!isAuthorizationAndPay || !authorizationInfo) return {};
  return { authorization: { ...authorizationInfo, authState: authorizationInfo.authState ?? '' } };
}
