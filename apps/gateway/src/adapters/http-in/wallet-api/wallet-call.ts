import type { CustomerId } from '@wallet/kernel';

/** What is known of a call of the wallet's app from its first line on. */
export interface WalletCall {
  /** Epoch milliseconds. */
  readonly arrivedAt: number;
  /** The trace that begins with this call. */
  readonly traceparent: string;
  /** Whose token it is; set by WalletTokenGuard. */
  customerId?: CustomerId;
  /** What it is about, for the log. */
  subject?: object;
  /** How long the app may keep the answer; absent: not at all. */
  cacheSeconds?: number | undefined;
  /** One of too many without a good token. */
  isLimited?: boolean;
}

declare module 'fastify' {
  interface FastifyRequest {
    walletCall: WalletCall;
  }
}
