import type { ApiName } from '@wallet/alipayplus';
import { orderReference } from '../alipayplus/easy-pay-requests';
import { resultOf, type Exchange, type JsonObject, type WireResult } from '../wire/exchange';
import type { BookedPayment } from '../books/booked-payment';

/** What a timeline needs of the world. */
export interface TimelinePorts {
  call(api: ApiName, body: JsonObject): Promise<Exchange>;
  booked(paymentRequestId: string): Promise<BookedPayment | undefined>;
  /** Rejects when nobody wants to know any more. */
  wait(ms: number): Promise<void>;
}

/** How it ended for Alipay+; `unknown`: the wallet has refused the cancel. */
export interface Ending {
  readonly outcome: 'paid' | 'refused' | 'cancelled' | 'unknown';
  /** Of the F. */
  readonly code?: string;
}

const inquiryGapsMs = [4_000, 4_000, 30_000, 60_000, 60_000, 60_000, 300_000, 300_000];
const payGapMs = 1_000;
const payRepeats = 2;
const cancelGapsMs = [1_000, 2_000, 4_000, 8_000];
const longestCancelGapMs = 10_000;
/** A wallet that is down is not flooded, however small the scale is. */
const shortestRepeatMs = 100;
/** As the wallet's. */
const lifeMs = { easyPay: 600_000, byToken: 60_000 };

/**
 * What Alipay+ does about one payment until it is final: repeats a pay that got no answer, inquires after 4 s, 4 s, 30 s, 60 s … while
 * it is U, cancels it at its `paymentExpiryTime` unless a notice has told its result, and repeats the cancel until it is answered.
 */
export class Timeline {
  /** All waiting, also that for the expiry, is multiplied by `timeScale`. */
  constructor(
    private readonly ports: TimelinePorts,
    private readonly timeScale: number,
  ) {}

  /** Yields each exchange once it is over, the pay first. `paid` is that one if it was made already. Throws what `wait` throws. */
  async *run(pay: JsonObject, paid?: Exchange): AsyncGenerator<Exchange, Ending> {
    const startedAt = paid ? Date.parse(paid.startedAt) : Date.now();
    const result = yield* this.pay(pay, paid);
    return endingOf(result) ?? (yield* this.inquire(pay, startedAt)) ?? (yield* this.cancel(pay));
  }

  private async *pay(pay: JsonObject, paid: Exchange | undefined): AsyncGenerator<Exchange, WireResult | undefined> {
    for (let repeats = 0; ; repeats++) {
      const exchange = repeats === 0 && paid ? paid : await this.ports.call('pay', pay);
      yield exchange;
      const result = resultIn(exchange);
      if (result || repeats === payRepeats) return result;
      await this.waitToRepeat(payGapMs);
    }
  }

  private async *inquire(pay: JsonObject, startedAt: number): AsyncGenerator<Exchange, Ending | undefined> {
    const paymentRequestId = String(pay.paymentRequestId);
    const expiresAt = startedAt + (await this.lifeMs(pay, startedAt)) * this.timeScale;
    for (const gapMs of inquiryGapsMs) {
      if (Date.now() + gapMs * this.timeScale >= expiresAt) break;
      await this.ports.wait(gapMs * this.timeScale);
      const exchange = await this.ports.call('inquiryPayment', orderReference(partiesOf(pay), paymentRequestId));
      yield exchange;
      const ending = endingOf(resultIn(exchange, 'paymentResult'));
      if (ending) return ending;
    }
    await this.ports.wait(Math.max(0, expiresAt - Date.now()));
    return this.notified(paymentRequestId);
  }

  private async *cancel(pay: JsonObject): AsyncGenerator<Exchange, Ending> {
    const request = orderReference(partiesOf(pay), String(pay.paymentRequestId));
    for (let tries = 0; ; tries++) {
      const exchange = await this.ports.call('cancelPayment', request);
      yield exchange;
      const ending = endingOf(resultIn(exchange));
      if (ending?.outcome === 'paid') return { outcome: 'cancelled' };
      if (ending) return { ...ending, outcome: 'unknown' };
      await this.waitToRepeat(cancelGapsMs[tries] ?? longestCancelGapMs);
    }
  }

  private async lifeMs(pay: JsonObject, startedAt: number): Promise<number> {
    const expiresAt = Date.parse((await this.ports.booked(String(pay.paymentRequestId)))?.expiresAt ?? '');
    if (!Number.isNaN(expiresAt)) return expiresAt - startedAt;
    const { isEasyPayScenario, isVerificationAndPay } = (pay.paymentFactor ?? {}) as JsonObject;
    return isEasyPayScenario === 'true' || isVerificationAndPay === 'true' ? lifeMs.easyPay : lifeMs.byToken;
  }

  private async notified(paymentRequestId: string): Promise<Ending | undefined> {
    const payment = await this.ports.booked(paymentRequestId);
    const notice = payment?.notifications.find(({ signature, refusal }) => signature === 'valid' && !refusal);
    return endingOf(resultOf(notice?.body, 'paymentResult'));
  }

  private waitToRepeat(ms: number): Promise<void> {
    return this.ports.wait(Math.max(shortestRepeatMs, ms * this.timeScale));
  }
}

/** Undefined when there is no answer that can be believed. */
const resultIn = ({ answer, signature }: Exchange, field?: 'paymentResult'): WireResult | undefined =>
  signature === 'valid' ? resultOf(answer, field) : undefined;

/** Undefined as long as it is unknown. */
function endingOf(result: WireResult | undefined): Ending | undefined {
  if (result?.resultStatus === 'S') return { outcome: 'paid' };
  return result?.resultStatus === 'F' ? { outcome: 'refused', code: result.resultCode } : undefined;
}

const partiesOf = ({ acquirerId, pspId }: JsonObject) => ({ acquirerId: String(acquirerId), pspId: String(pspId) });
