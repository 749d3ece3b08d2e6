import { newPaymentRequestId } from '../load/pay-bodies';
import type { Phones } from '../load/phones';
import type { SimulatorCaller } from '../load/simulator-caller';
import { orderAndPay, type WalletClients } from '../load/wallet-load';
import type { AgreementTokens } from './agreement-tokens';

const atOnce = 16;
const authClientId = '2188120000099147';

/** Each customer makes a first payment and agrees to later ones; the token comes with the wallet's authNotify. */
export class FirstPayments implements AgreementTokens {
  constructor(
    private readonly simulator: SimulatorCaller,
    private readonly phones: Phones,
    private readonly party: WalletClients['party'],
  ) {}

  async of(loginIds: readonly string[]): Promise<string[]> {
    const tokens: string[] = [];
    const waiting = [...loginIds.entries()];
    const work = async (): Promise<void> => {
      for (let next = waiting.shift(); next; next = waiting.shift()) tokens[next[0]] = await this.tokenOf(next[1]);
    };
    await Promise.all(Array.from({ length: atOnce }, work));
    return tokens;
  }

  private async tokenOf(loginId: string): Promise<string> {
    const id = newPaymentRequestId();
    const authorization = { authClientId, authState: `state-${id}`, referenceAgreementId: id };
    const clients = { caller: this.simulator, phones: this.phones, party: this.party };
    await orderAndPay(clients, { id, loginId, authorization });
    return this.simulator.accessToken(id);
  }
}
