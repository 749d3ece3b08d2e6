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
    message: 'this customer has no such agreement',
    meaning: 'this customer has no such agreement.',
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
