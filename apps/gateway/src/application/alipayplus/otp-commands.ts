import type { SendOtp, VerifyOtp } from '@wallet/alipayplus';
import { challengeCustomer, proposeOtp, verifyCustomer } from '@wallet/contracts';
import { command, type ApiCommand, type ApiContext } from './api';
import { mobileLoginIdType } from './purchase';

/** `sendOTP`: the code of an order once more, or one to the customer of an access token. */
export function sendOtpCommand(request: SendOtp, { secrets }: ApiContext): ApiCommand {
  if (request.kind === 'accessToken') {
    return command(challengeCustomer, () => ({ accessTokenHash: secrets.hash(request.accessToken) }));
  }
  return command(proposeOtp, () => ({
    paymentRequestId: request.referenceRequestId,
    userLoginId: request.userLoginId,
    userLoginIdType: request.userLoginIdType ?? mobileLoginIdType,
  }));
}

/** `verifyOTP`: the code that sendOTP sent by access token. */
export function verifyOtpCommand(request: VerifyOtp, { secrets }: ApiContext): ApiCommand {
  const { verifyRequestId, otpCode } = request;
  const accessTokenHash = secrets.hash(request.accessToken);
  return command(verifyCustomer, ({ correlationId }) => ({
    accessTokenHash,
    verifyRequestId,
    sealedOtpCode: secrets.sealOtpCode(otpCode, { subjectId: accessTokenHash, correlationId }),
  }));
}
