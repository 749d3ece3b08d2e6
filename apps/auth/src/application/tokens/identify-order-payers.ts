import { forward, openOrder, type Command, type Handled, type IdentifyPayerCommand } from '@wallet/contracts';
import { hashOfLookup, type IdentifyPayers } from './identify-payers';
import { setLockedAside } from './locked-tokens';

/** Easy Pay order: who is it? Then on to payments, with the lookup as sent: a repeat must match it. */
export class IdentifyOrderPayers {
  constructor(private readonly identifyPayers: Pick<IdentifyPayers, 'execute'>) {}

  /** Throws DependencyFault. */
  execute(batch: readonly Command<IdentifyPayerCommand>[]): Promise<Handled[]> {
    return setLockedAside(batch, hashOfLookup, async (some) => {
      const payers = await this.identifyPayers.execute(some.map(({ payload }) => payload.customer));
      return some.map(({ payload: { customer: lookup, ...order } }, index) =>
        forward(openOrder, { ...order, lookup, customer: payers[index]?.customer ?? null }),
      );
    });
  }
}
