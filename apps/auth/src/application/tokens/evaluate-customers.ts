import { evaluatePayment, forward, type Command, type EvaluateCustomerCommand, type Handled } from '@wallet/contracts';
import { hashOfLookup, type IdentifyPayers } from './identify-payers';
import { setLockedAside } from './locked-tokens';

/** Evaluation: who is it? Then on to payments, which answers. */
export class EvaluateCustomers {
  constructor(private readonly identifyPayers: Pick<IdentifyPayers, 'execute'>) {}

  /** Throws DependencyFault. */
  execute(batch: readonly Command<EvaluateCustomerCommand>[]): Promise<Handled[]> {
    return setLockedAside(batch, hashOfLookup, async (some) => {
      const payers = await this.identifyPayers.execute(some.map(({ payload }) => payload.customer));
      return some.map(({ payload }, index) =>
        forward(evaluatePayment, { ...payload, customer: null, ...payers[index] }),
      );
    });
  }
}
