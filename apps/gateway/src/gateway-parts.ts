import type { ClientKeys } from '@wallet/alipayplus-client';
import type { SealKeys } from '@wallet/contracts';
import type { Clock } from '@wallet/kernel';
import type { Logger } from '@wallet/service';
import type { CallsPerSecond } from './adapters/http-in/strangers/calls-per-second';
import type { WalletAppKeys } from './adapters/wallet-app/wallet-app-keys';
import type { CodeBook } from './application/codes/code-book';
import type { CommandsByCaller } from './application/overload/own-waiters';
import type { WalletPorts } from './application/wallet-api/wallet-route';
import type { Config } from './config';

/** What the gateway is made of; `main.ts` makes the real ones. */
export interface GatewayParts {
  readonly config: Config;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly commands: CommandsByCaller;
  /** Of senders who have not proven to be Alipay+. */
  readonly unproven: CallsPerSecond;
  /** Of senders who have shown no good token of the wallet's app. */
  readonly strangers: CallsPerSecond;
  readonly signatureKeys: ClientKeys;
  readonly sealKeys: SealKeys;
  readonly walletAppKeys: WalletAppKeys;
  readonly codeBook: CodeBook;
  readonly scanConfiguration: WalletPorts['scanConfiguration'];
}
