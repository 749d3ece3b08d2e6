import { HttpException } from '@nestjs/common';

/** What the wallet's app gets in place of what it asked for; `error` is for programs. */
export interface WalletError {
  readonly error: string;
  readonly message: string;
}

/** With a time to wait: the same call again is fine. */
export class WalletException extends HttpException {
  constructor(
    status: number,
    body: WalletError,
    readonly retryAfterSeconds?: number,
  ) {
    super(body, status);
  }
}

const retryAfterSeconds = 5;

export const walletErrors = {
  unauthorized: () =>
    new WalletException(401, {
      error: 'unauthorized',
      message: 'a token of the wallet’s app is missing, wrong or expired',
    }),
  'not-found': () => new WalletException(404, { error: 'not-found', message: 'this customer has no such agreement' }),
  'at-merchant': () =>
    new WalletException(409, { error: 'unbind-at-merchant', message: 'the merchant must unbind this agreement' }),
  overload: () =>
    new WalletException(429, { error: 'overload', message: 'too many calls, try again' }, retryAfterSeconds),
  unavailable: () =>
    new WalletException(
      503,
      { error: 'unavailable', message: 'the outcome is not known, try again' },
      retryAfterSeconds,
    ),
};
