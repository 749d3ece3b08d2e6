import type { PaymentRequestId } from '@wallet/kernel';

/** What a code is issued for. A token or an authCode is named by its keyed hash. */
export type OtpSubject =
  | { readonly subject: 'order'; readonly paymentRequestId: PaymentRequestId }
  | { readonly subject: 'auth-code'; readonly authCodeHash: string }
  | { readonly subject: 'access-token'; readonly accessTokenHash: string };

/** Orders the commands about one code, and names its record. */
export function otpSubjectId(of: OtpSubject): string {
  switch (of.subject) {
    case 'order':
      return of.paymentRequestId;
    case 'auth-code':
      return of.authCodeHash;
    case 'access-token':
      return of.accessTokenHash;
  }
}
