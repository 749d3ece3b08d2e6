import {
  evaluationBody,
  orderBody,
  tokenPaymentBody,
  verificationBody,
  type AuthorizationInfo,
  type Parties,
} from '@wallet/testkit';
import type { PayCalls } from './alipayplus-caller';
import type { Operation } from './closed-loop';
import { saleOf } from './pay-bodies';
import type { Phones } from './phones';

export interface WalletClients {
  readonly caller: PayCalls;
  readonly phones: Phones;
  readonly party: Parties;
}

/** Gives each worker customers (login ids, or access tokens) of its own, one after the other, so that no two flows of a customer overlap. */
export class Turns {
  private readonly taken: number[] = [];

  constructor(
    private readonly customers: readonly string[],
    private readonly workers: number,
  ) {}

  next(worker: number): string {
    const turn = (this.taken[worker] = (this.taken[worker] ?? -1) + 1);
    const perWorker = Math.floor(this.customers.length / this.workers);
    const customer = this.customers[worker * perWorker + (turn % perWorker)];
    if (customer === undefined) throw new Error('fewer customers than workers');
    return customer;
  }
}

/** Easy Pay call 1 alone. */
export function evaluation({ caller, party }: WalletClients, turns: Turns): Operation {
  return async (worker) => {
    await caller.pay('evaluation', evaluationBody(saleOf(party), turns.next(worker)), 'S SUCCESS');
  };
}

/** A first-time payment: evaluation, order with OTP, the code from the phone, verification and deduction. */
export function flow(clients: WalletClients, turns: Turns): Operation {
  return async (worker) => {
    const loginId = turns.next(worker);
    const sale = saleOf(clients.party);
    await clients.caller.pay('evaluation', evaluationBody(sale, loginId), 'S SUCCESS');
    await orderAndPay(clients, { id: sale.paymentRequestId, loginId });
  };
}

/** Easy Pay calls 2 and 3. */
export async function orderAndPay(
  { caller, phones, party }: WalletClients,
  { id, loginId, authorization }: { id: string; loginId: string; authorization?: AuthorizationInfo },
): Promise<void> {
  const sale = saleOf(party, id);
  const order = await caller.pay('order', orderBody(sale, loginId), 'U VERIFICATION_IN_PROCESS');
  const otpCode = await phones.newCode(loginId);
  const otp = { verifyRequestId: String(order['verifyRequestId']), otpCode };
  await caller.pay('verification', verificationBody(sale, otp, authorization), 'S SUCCESS');
}

/** A payment by agreement alone; the turns are of access tokens. */
export function agreementPayment({ caller, party }: Omit<WalletClients, 'phones'>, turns: Turns): Operation {
  return async (worker) => {
    const body = tokenPaymentBody(saleOf(party), turns.next(worker));
    await caller.pay('agreement payment', body, 'S SUCCESS');
  };
}
