import { newPaymentRequestId } from '../load/pay-bodies';
import { SimulatorCaller } from '../load/simulator-caller';
import { orderAndPay } from '../load/wallet-load';
import type { WalletUnderTest } from '../wallet/wallet-under-test';

const atOnce = 16;
const connections = 64;
const authClientId = '2188120000099147';

/**
 * An access token of each customer, in their order: each makes a first payment and agrees to later ones; the token comes with
 * the wallet's authNotify.
 */
export async function firstTokens({ stack, clients, loginIds }: WalletUnderTest): Promise<string[]> {
  const caller = new SimulatorCaller(stack.simulatorUrl, connections);
  const tokens: string[] = [];
  const waiting = [...loginIds.entries()];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [index, loginId] = next;
      const id = newPaymentRequestId();
      const authorization = { authClientId, authState: `state-${id}`, referenceAgreementId: id };
      await orderAndPay({ ...clients, caller }, { id, loginId, authorization });
      tokens[index] = await caller.accessToken(id);
    }
  };
  try {
    await Promise.all(Array.from({ length: atOnce }, work));
    return tokens;
  } finally {
    await caller.close();
  }
}
