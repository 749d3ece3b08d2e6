import { tokenPayment } from './binding';
import { resultOf } from './easy-pay';
import type { Exchange, JsonObject, Wallet } from './wallet';

/** One call: when it began, what it was answered, after how long. */
export interface Answered {
  readonly at: number;
  readonly result: string;
  readonly ms: number;
}

export interface Payment {
  readonly paymentRequestId: string;
  /** The first call, then its repeats. */
  readonly calls: Answered[];
}

/** Then ever longer: while all are unknown, their repeats must not be more than the gateway bears. */
const firstRepeatMs = 3_000;
const lastRepeatMs = 27_000;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)));

/** Payments by token at a steady rate, whatever becomes of them; each is repeated until it is final. */
export class SteadyLoad {
  readonly payments: Payment[] = [];
  private readonly underWay = new Set<Promise<void>>();

  constructor(
    private readonly wallet: Wallet,
    private readonly tokens: readonly string[],
  ) {}

  get calls(): Answered[] {
    return this.payments.flatMap(({ calls }) => calls);
  }

  /** For so many seconds, or until `isOver`. */
  async run(perSecond: number, seconds: number, isOver: () => boolean = () => false): Promise<void> {
    const beganAt = Date.now();
    for (let count = 0; count < perSecond * seconds && !isOver(); count++) {
      await pause(beganAt + (count * 1_000) / perSecond - Date.now());
      this.begin(tokenPayment(this.tokens[count % this.tokens.length]!));
    }
  }

  /** Resolves when each payment is final; rejects when one is not within so long. */
  async final(withinMs: number): Promise<void> {
    let late: NodeJS.Timeout | undefined;
    const isLate = new Promise<never>((_, reject) => {
      late = setTimeout(() => reject(new Error(`${this.underWay.size} payments are not final`)), withinMs);
    });
    await Promise.race([Promise.all(this.underWay), isLate]).finally(() => clearTimeout(late));
  }

  /** Each call was answered, none was refused, each payment is paid, and the books agree. */
  async expectPaidOnce(): Promise<void> {
    expect(this.calls.filter(({ result }) => !/^[SU]/.test(result))).toEqual([]);
    const sql = `select count(*)::int as paid from payments.payment_order where state = 'PAID'
      and payment_request_id = any($1)`;
    const ids = this.payments.map(({ paymentRequestId }) => paymentRequestId);
    expect(await this.wallet.rows(sql, [ids])).toEqual([{ paid: this.payments.length }]);
    await this.wallet.expectSoundBooks();
  }

  private begin(body: JsonObject): void {
    const payment: Payment = { paymentRequestId: String(body['paymentRequestId']), calls: [] };
    this.payments.push(payment);
    const work = this.pay(payment, body).finally(() => this.underWay.delete(work));
    this.underWay.add(work);
  }

  private async pay({ calls }: Payment, body: JsonObject): Promise<void> {
    for (let repeatMs = firstRepeatMs; ; repeatMs = Math.min(3 * repeatMs, lastRepeatMs)) {
      const at = Date.now();
      const exchange: Exchange = await this.wallet.call('pay', body);
      const result = exchange.answer ? resultOf(exchange) : `no answer: ${exchange.error}`;
      calls.push({ at, result, ms: exchange.durationMs });
      if (/^[SF]/.test(result)) return;
      await pause(repeatMs);
    }
  }
}
