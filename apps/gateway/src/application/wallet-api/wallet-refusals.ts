interface RefusedCall {
  readonly status: number;
  /** For people. */
  readonly message: string;
  /** The same for the documentation. */
  readonly meaning: string;
  /** The same call again is fine then. */
  readonly retryAfterSeconds?: number;
}

/** What the wallet's app gets in place of an answer. The name is its `error`, for programs. A route has one of each status. */
const rows = {
  unauthorized: {
    status: 401,
    message: 'a token of the wallet’s app is missing, wrong or expired',
    meaning: 'the token is missing, wrong or expired.',
  },
  'not-found': {
    status: 404,
    message: 'this customer has nothing of this id',
    meaning: 'this customer has nothing of this id.',
  },
  'payment-factor-refused': {
    status: 403,
    message: 'the PIN or the biometry was not accepted',
    meaning: 'nothing was paid. Ask the user again.',
  },
  'payment-factor-locked': {
    status: 423,
    message: 'there were too many wrong tries',
    meaning: 'nothing was paid, and no more tries are taken. The user unlocks it as the wallet rules.',
  },
  'unbind-at-merchant': {
    status: 409,
    message: 'the merchant must unbind this agreement',
    meaning: 'Alipay+ does not allow it here; nothing has changed.',
  },
  overload: { status: 429, message: 'too many calls, try again', meaning: 'nothing was done.', retryAfterSeconds: 5 },
  unavailable: {
    status: 503,
    message: 'the outcome is not known, try again',
    meaning: 'there was no answer in time, here or at Alipay+. The same call again tells.',
    retryAfterSeconds: 5,
  },
  'no-decision': {
    status: 504,
    message: 'Alipay+ does not say yet what is behind this code, try again',
    meaning:
      'Alipay+ did not decide in time. Nothing is kept and nothing will be paid; the same code may be sent again.',
    retryAfterSeconds: 2,
  },
  'bad-request': {
    status: 400,
    message: 'this call cannot be read',
    meaning: 'the message names what is wrong.',
  },
  fault: {
    status: 500,
    message: 'this is a fault of the service, see its log',
    meaning: 'a fault of the service.',
  },
} as const satisfies Record<string, RefusedCall>;
export type WalletRefusal = keyof typeof rows;
export const walletRefusals: Readonly<Record<WalletRefusal, RefusedCall>> = rows;

export const walletRefusalNames = Object.keys(rows) as WalletRefusal[];
