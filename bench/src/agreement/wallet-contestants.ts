import type { Window } from '../load/closed-loop';
import { agreementPayment, Turns } from '../load/wallet-load';
import { catchUp } from '../wallet/notices';
import type { WalletUnderTest } from '../wallet/wallet-under-test';
import type { Contestant, ContestantName } from './turns-of-contestants';

/** The wallet as it is. */
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

/**
 * The wallet as it is, and the wallet with its notifier halted while a window is measured: the peer tells nobody of its
 * payments, so this one does the peer's work and no more.
 */
export function walletContestants(wallet: WalletUnderTest, tokens: readonly string[]): Contestant[] {
  const notifier = wallet.stack.process('notifier-1');
  const halted = async (window: () => Promise<Window>): Promise<Window> => {
    await notifier.kill('SIGSTOP');
    try {
      return await window();
    } finally {
      await notifier.kill('SIGCONT');
    }
  };
  const notifying = walletContestant(wallet, tokens);
  return [
    notifying,
    { ...notifying, name: 'agreementNoticesLater', turn: (window) => notifying.turn(() => halted(window)) },
  ];
}
