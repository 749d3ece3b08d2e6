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

const refused = (status: number, error: string, message: string, retryAfterSeconds?: number) => () =>
  new WalletException(status, { error, message }, retryAfterSeconds);

export const walletErrors = {
  unauthorized: refused(401, 'unauthorized', 'a token of the wallet’s app is missing, wrong or expired'),
  'not-found': refused(404, 'not-found', 'this customer has no such agreement'),
  'at-merchant': refused(409, 'unbind-at-merchant', 'the merchant must unbind this agreement'),
  overload: refused(429, 'overload', 'too many calls, try again', 5),
  unavailable: refused(503, 'unavailable', 'the outcome is not known, try again', 5),
};
