import type { AgreementScope } from '@wallet/contracts';

/** What each scope lets an auth client do, in plain words. */
export const scopeWords: Record<AgreementScope, string> = {
  AGREEMENT_PAY: 'Take payments from your wallet, without asking you for a code each time',
  BASE_USER_INFO: 'See who you are: basic facts of your profile, such as your name',
  HASH_LOGIN_ID: 'Recognise you by a scrambled form of your login',
  SEND_OTP: 'Have a verification code sent to your phone',
  USER_INFO: 'See your profile',
  USER_LOGIN_ID: 'See the phone number that you log in with',
};
