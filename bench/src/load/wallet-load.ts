import type { AlipayplusCaller } from './alipayplus-caller';
import type { Operation } from './closed-loop';
import { evaluationBody, newPaymentRequestId, orderBody, verificationBody, type Party } from './pay-bodies';
import type { Phones } from './phones';

export interface WalletClients {
  readonly caller: AlipayplusCaller;
  readonly phones: Phones;
  readonly party: Party;
}

/** Gives each worker customers of its own, one after the other, so that no two flows of a customer overlap. */
export class Turns {
  private readonly taken: number[] = [];

  constructor(
    private readonly loginIds: readonly string[],
    private readonly workers: number,
  ) {}

  next(worker: number): string {
    const turn = (this.taken[worker] = (this.taken[worker] ?? -1) + 1);
    const perWorker = Math.floor(this.loginIds.length / this.workers);
    const loginId = this.loginIds[worker * perWorker + (turn % perWorker)];
    if (loginId === undefined) throw new Error('fewer customers than workers');
    return loginId;
  }
}

/** Easy Pay call 1 alone. */
export function evaluation({ caller, party }: WalletClients, turns: Turns): Operation {
  return async (worker) => {
    await caller.pay('evaluation', evaluationBody(party, newPaymentRequestId(), turns.next(worker)), 'S SUCCESS');
  };
}

/** A first-time payment: evaluation, order with OTP, the code from the phone, verification and deduction. */
export function flow({ caller, phones, party }: WalletClients, turns: Turns): Operation {
  return async (worker) => {
    const loginId = turns.next(worker);
    const id = newPaymentRequestId();
    await caller.pay('evaluation', evaluationBody(party, id, loginId), 'S SUCCESS');
    const order = await caller.pay('order', orderBody(party, id, loginId), 'U VERIFICATION_IN_PROCESS');
    const otpCode = await phones.newCode(loginId);
    const otp = { verifyRequestId: String(order['verifyRequestId']), otpCode };
    await caller.pay('verification', verificationBody(party, id, otp), 'S SUCCESS');
  };
}
