import { randomBytes, randomUUID } from 'node:crypto';
import { answerPlace, seal, type CheckOtpCommand, type SealKeys, type SendOtpCommand } from '@wallet/contracts';
import { Money } from '@wallet/money';

const sealKey = randomBytes(32);
export const sealKeys: SealKeys = { current: '1', key: () => sealKey };

/** The ids are of the bound values; `merchantId` is an authCode's `authClientId`. */
export type Over = Partial<Pick<SendOtpCommand, 'mobileNumber' | 'expiresAt'>> & {
  readonly customerId?: string;
  readonly merchantId?: string;
};

const common = ({ mobileNumber, expiresAt }: Over) => ({
  proposedVerifyRequestId: randomUUID(),
  mobileNumber: mobileNumber ?? `+8526${randomUUID()}`,
  expiresAt: expiresAt ?? new Date(Date.now() + 600_000).toISOString(),
});
const hash = () => randomBytes(32).toString('hex');

/** A command as payments or auth sends it, about a subject, a customer and a number of its own. */
export const sendCommands = {
  order: (over: Over): SendOtpCommand => ({
    subject: 'order',
    paymentRequestId: randomUUID(),
    purpose: 'first',
    bound: {
      amount: Money.of('HKD', 12050n),
      referenceMerchantId: over.merchantId ?? 'M-1',
      customerId: over.customerId ?? randomUUID(),
    },
    merchantName: 'Corner Shop',
    ...common(over),
  }),
  authCode: (over: Over): SendOtpCommand => ({
    subject: 'auth-code',
    authCodeHash: hash(),
    purpose: 'first',
    bound: {
      authClientId: over.merchantId ?? 'A-1',
      referenceAgreementId: 'R-1',
      customerId: over.customerId ?? randomUUID(),
    },
    authClientName: 'Streaming Shop',
    sealedAuthCode: seal('an authCode', answerPlace('call-1'), sealKeys),
    ...common(over),
  }),
  accessToken: (over: Over): SendOtpCommand => ({
    subject: 'access-token',
    accessTokenHash: hash(),
    purpose: 'challenge',
    bound: { agreementId: randomUUID(), customerId: over.customerId ?? randomUUID() },
    ...common(over),
  }),
};

/** The check of a code that was sent so, as the gateway or auth sends it. */
export function checkCommand(
  sent: SendOtpCommand,
  code: Pick<CheckOtpCommand, 'verifyRequestId' | 'sealedOtpCode'>,
): CheckOtpCommand {
  switch (sent.subject) {
    case 'order':
      return { subject: 'order', paymentRequestId: sent.paymentRequestId, ...code };
    case 'auth-code':
      return { subject: 'auth-code', authCodeHash: sent.authCodeHash, authClientId: sent.bound.authClientId, ...code };
    case 'access-token':
      return { subject: 'access-token', accessTokenHash: sent.accessTokenHash, bound: sent.bound, ...code };
  }
}
