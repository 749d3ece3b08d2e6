import {
  evaluationBody,
  orderBody,
  tokenPaymentBody,
  verificationBody,
  type Parties,
  type Sale,
} from '@wallet/testkit';
import { flowKind } from '../plan/flow-kinds';
import type { PlannedFlow } from '../plan/load-plan';
import { agreeing, merchantNameOf, paymentBody, refundBody, saleOf, sendOtpBody } from './bodies';
import type { Answer, Ask, Caller } from './caller';
import type { Entry } from './entry';
import { codeOnPhone } from './phone';
import type { Simulator } from './simulator';

/** Login ids of the phones, and the access tokens of those who agreed to pay without a code. */
export interface Customers {
  readonly phone: readonly string[];
  readonly token: readonly string[];
  readonly poor: readonly string[];
  readonly scarce: readonly string[];
}

export interface Shop {
  readonly caller: Caller;
  readonly simulator: Simulator;
  readonly parties: Parties;
  readonly customers: Customers;
}

/** What a user types, and for which code it is. */
export interface Otp {
  readonly verifyRequestId: string;
  readonly otpCode: string;
}

const opened = ({ status, code }: Entry): boolean => status === 'F' || code === 'VERIFICATION_IN_PROCESS';
const decided = ({ status, code }: Entry): boolean => status === 'S' || opened({ status, code } as Entry);

/** The calls of one flow; each is repeated until it is answered. */
export class Payment {
  constructor(
    readonly flow: PlannedFlow,
    readonly shop: Shop,
  ) {}

  /** Login id or access token. */
  get payer(): string {
    const payer = this.shop.customers[flowKind(this.flow.kind).payer][this.flow.payer];
    if (payer === undefined) throw new Error(`there is no customer ${this.flow.payer}`);
    return payer;
  }

  private get sale(): Sale {
    return saleOf(this.shop.parties, this.flow);
  }

  async evaluate(): Promise<void> {
    const body = evaluationBody(this.sale, this.payer);
    await this.shop.caller.once(this.ask({ api: 'pay', step: 'evaluation', body }));
  }

  /** Opens the order and reads the code; undefined when it was refused. */
  async open(expiresAt?: Date): Promise<Otp | undefined> {
    const order = orderBody(this.sale, this.payer);
    const body = { ...order, ...(expiresAt && { paymentExpiryTime: expiresAt.toISOString() }) };
    const { entry, body: answer } = await this.shop.caller.settled(
      this.ask({ api: 'pay', step: 'order', body }),
      opened,
    );
    return entry.status === 'F' ? undefined : this.codeFor(String(answer['verifyRequestId']));
  }

  /** Asks for codes until one is on the phone; undefined when the order is not open any more. */
  private async codeFor(verifyRequestId: string): Promise<Otp | undefined> {
    const otpCode = await codeOnPhone(this.shop.simulator, this.payer, merchantNameOf(this.flow));
    return otpCode ? { verifyRequestId, otpCode } : this.resend();
  }

  async resend(): Promise<Otp | undefined> {
    const body = sendOtpBody(this.shop.parties, this.flow, this.payer);
    const { entry, body: answer } = await this.shop.caller.settled(this.ask({ api: 'sendOTP', body }));
    return entry.status === 'F' ? undefined : this.codeFor(String(answer['verifyRequestId']));
  }

  /** One code, until it is S, F, or known to be wrong. */
  verify(otp: Otp): Promise<Answer> {
    const agreed = this.flow.kind === 'agreeing' ? agreeing(this.flow) : undefined;
    const body = verificationBody(this.sale, otp, agreed);
    return this.shop.caller.settled(this.ask({ api: 'pay', step: 'verification', body }), decided);
  }

  /** With new codes as long as the last one is not the right one any more. */
  async verifyAtLast(first: Otp): Promise<Answer> {
    for (let otp = first; ;) {
      const answer = await this.verify(otp);
      const next = answer.entry.status === 'U' ? await this.resend() : undefined;
      if (!next) return answer;
      otp = next;
    }
  }

  /** Resolves when the wallet has told of the agreement that came with the payment. Rejects with NeverSettled. */
  async agreed(): Promise<void> {
    const isTold = async (): Promise<boolean> => {
      const notices = await this.shop.simulator.notices(this.flow.paymentRequestId);
      return notices.some(({ body }) => body['authorizationNotifyType'] === 'TOKEN_CREATED');
    };
    await this.shop.caller.until(isTold, `${this.flow.paymentRequestId}: no TOKEN_CREATED came`);
  }

  payByToken(): Promise<Answer> {
    const body = tokenPaymentBody(this.sale, this.payer);
    return this.shop.caller.settled(this.ask({ api: 'pay', step: 'token-payment', body }));
  }

  /** Once, or until the order has a result. An order that has not arrived yet is not known. */
  async inquire(until: 'answered' | 'final' = 'answered'): Promise<void> {
    const body = paymentBody(this.shop.parties, this.flow);
    const ask = this.ask({ api: 'inquiryPayment', body, refusals: ['ORDER_NOT_EXIST'] });
    const isFinal = ({ payment }: Entry): boolean => payment?.status === 'S' || payment?.status === 'F';
    if (until === 'answered') await this.shop.caller.once(ask);
    else await this.shop.caller.settled(ask, isFinal);
  }

  cancel(): Promise<Answer> {
    const body = paymentBody(this.shop.parties, this.flow);
    return this.shop.caller.settled(this.ask({ api: 'cancelPayment', body }));
  }

  refund(paymentId: string, number: number, amount: bigint): Promise<Answer> {
    const refundRequestId = `refund-${this.flow.paymentRequestId}-${number}`;
    const body = refundBody(this.shop.parties, this.flow, { refundRequestId, paymentId, amount });
    return this.shop.caller.settled(this.ask({ api: 'refund', body, refundRequestId, amount }));
  }

  ask(call: Omit<Ask, 'flow'>): Ask {
    return { flow: this.flow, amount: this.flow.amount, ...call };
  }
}
