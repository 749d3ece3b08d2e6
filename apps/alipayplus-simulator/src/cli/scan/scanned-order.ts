import { z } from 'zod';
import type { AppAnswer, WalletAppClient } from '../wallet-app-client';

const amount = z.object({ currency: z.string(), value: z.string() });
const failure = z.object({ code: z.string(), message: z.string(), whatToDo: z.string() });

const identified = z.object({
  action: z.string(),
  codeValue: z.string().optional(),
  redirectUrl: z.string().optional(),
});
export type Identified = z.output<typeof identified>;

const order = z.object({
  orderId: z.string(),
  state: z.string(),
  merchantName: z.string().optional(),
  paymentAmount: amount.optional(),
  payToAmount: amount.optional(),
  failure: failure.optional(),
});
export type ShownOrder = z.output<typeof order>;

const paidCode = z.object({
  action: z.string(),
  order: order.optional(),
  sdkActionPayload: z.string().optional(),
  failure: failure.optional(),
});
export type PaidCode = z.output<typeof paidCode>;

/** What the wallet says, or what it answers instead. */
export type Heard<Said> = { readonly said: Said } | { readonly not: string };

/** The scan page and the cashier of the wallet's app. */
export class ScannedOrders {
  constructor(
    private readonly app: WalletAppClient,
    private readonly pin: string,
  ) {}

  async identify(codeValue: string): Promise<Heard<Identified>> {
    return heard(identified, await this.app.ask('/codes/identify', { codeValue }));
  }

  async pay(codeValue: string): Promise<Heard<PaidCode>> {
    return heard(paidCode, await this.app.ask('/codes/pay', { codeValue }));
  }

  async confirm(orderId: string): Promise<Heard<ShownOrder>> {
    const paymentFactor = { type: 'PIN', value: this.pin };
    return heard(order, await this.app.ask(`/orders/${encodeURIComponent(orderId)}/confirm`, { paymentFactor }));
  }
}

function heard<Said>(form: z.ZodType<Said>, { status, body }: AppAnswer): Heard<Said> {
  const read = form.safeParse(body);
  return status === 200 && read.success ? { said: read.data } : { not: `${status} ${JSON.stringify(body)}` };
}
