import { HttpException } from '@nestjs/common';
import { walletRefusals, type WalletRefusal } from '../../../application/wallet-api/wallet-refusals';

/** What the wallet's app gets in place of what it asked for. */
interface WalletError {
  readonly error: WalletRefusal;
  readonly message: string;
}

export const walletError = (error: WalletRefusal, message: string = walletRefusals[error].message): WalletError => ({
  error,
  message,
});

export class WalletException extends HttpException {
  /** With a time to wait: the same call again is fine. */
  readonly retryAfterSeconds: number | undefined;

  constructor(error: WalletRefusal, message?: string) {
    super(walletError(error, message), walletRefusals[error].status);
    this.retryAfterSeconds = walletRefusals[error].retryAfterSeconds;
  }
}
