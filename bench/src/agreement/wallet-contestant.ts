import { agreementPayment, Turns } from '../load/wallet-load';
import { catchUp } from '../wallet/notices';
import type { WalletUnderTest } from '../wallet/wallet-under-test';
import type { Contestant, ContestantName } from './turns-of-contestants';

/** The wallet as it is; a turn ends when Alipay+ knows of all its payments. */
export function walletContestant(
  { clients, database }: WalletUnderTest,
  tokens: readonly string[],
  name: ContestantName = 'agreement',
): Contestant {
  return {
    name,
    operation: (inFlight) => agreementPayment(clients, new Turns(tokens, inFlight)),
    turn: async (window) => ({ window: await window(), notices: await catchUp(database) }),
  };
}
