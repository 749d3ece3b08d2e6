import type { PaymentCode } from '@wallet/operator-contract';

/** Of a payment by code. `missing`: why otp says nothing of it. */
export type CodeOfPayment = PaymentCode | { readonly missing: string };

const states = {
  sent: 'sent',
  issued: 'given to the provider, who has not said what became of it',
  unsent: 'not sent: held back by a limit, or refused by the provider',
};

/** Rows of what was sent and tried. */
export function codeRows(code: CodeOfPayment | undefined): string[][] {
  if (!code) return [];
  if ('missing' in code) return [['sms', code.missing]];
  const { state, sends, lastSentAt, wrongCodes, verified } = code;
  const last = lastSentAt === undefined ? states[state] : `the last at ${lastSentAt}: ${states[state]}`;
  return [
    ['sms', `${sends}, ${last}`],
    ['wrong codes', `${wrongCodes}${verified ? ', then the right one' : ''}`],
  ];
}
