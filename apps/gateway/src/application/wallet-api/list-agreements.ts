import { listAgreements, type Agreement } from '@wallet/contracts';
import type { CustomerId } from '@wallet/kernel';
import type { Call, Dispatch } from '../dispatch';

/** A customer's agreements, newest first. */
export class ListAgreements {
  constructor(private readonly dispatch: Dispatch) {}

  async execute(customerId: CustomerId, call: Call): Promise<readonly Agreement[] | 'overload' | 'unavailable'> {
    const command = { topic: listAgreements, priority: 'evaluation', payload: () => ({ customerId }) } as const;
    const answer = await this.dispatch.ask(command, call);
    if (answer.outcome === 'unknown') return answer.reason === 'overload' ? 'overload' : 'unavailable';
    if (answer.outcome === 'done' && answer.result.kind === 'agreements') return answer.result.agreements;
    throw new Error(`asked for agreements, got ${answer.outcome}`);
  }
}
