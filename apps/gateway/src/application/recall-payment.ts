import { recallPayment } from '@wallet/contracts';
import { unknown } from '@wallet/kernel';
import type { Call, Dispatch } from './dispatch';
import type { OpenAnswer } from './open-answer';

/** A pay whose Request-Time is stale: the stored final result, else unknown. It may be a replay, so it starts nothing. */
export class RecallPayment {
  constructor(private readonly dispatch: Dispatch) {}

  async execute(paymentRequestId: string, call: Call): Promise<OpenAnswer> {
    const command = { topic: recallPayment, priority: 'essential', payload: () => ({ paymentRequestId }) } as const;
    const answer = await this.dispatch.ask(command, call);
    const isOverload = answer.outcome === 'unknown' && answer.reason === 'overload';
    return answer.outcome === 'unknown' && !isOverload ? unknown('fault') : answer;
  }
}
