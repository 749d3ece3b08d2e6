import { setTimeout as sleep } from 'node:timers/promises';
import { newRequestId, tokenPayRequest, type Sale } from '../alipayplus/easy-pay-requests';
import { Notices } from './notices';
import type { SimulatorClient } from './simulator-client';
import { Aborted, Transcript, type Step } from './transcript';

export interface SteadyOptions {
  readonly sale: Sale;
  readonly accessToken: string;
  readonly everyMs: number;
  /** Infinity: until it is stopped. */
  readonly payments: number;
}

export interface SteadyOutcome {
  readonly paid: number;
  readonly wrong: number;
}

/** Payments by token at a steady pace, whether the ones before have ended or not; each with its answer and its notice is one line. */
export class SteadyPayments {
  constructor(
    private readonly simulator: SimulatorClient,
    private readonly options: SteadyOptions,
    private readonly print: (line: string) => void,
  ) {}

  /** Ends after so many payments, or soon after `stopped`, with all that were begun. */
  async run(stopped: AbortSignal): Promise<SteadyOutcome> {
    const begun: Promise<boolean>[] = [];
    while (!stopped.aborted && begun.length < this.options.payments) {
      const next = sleep(this.options.everyMs, undefined, { signal: stopped }).catch(() => undefined);
      begun.push(this.pay());
      await next;
    }
    const right = await Promise.all(begun);
    return { paid: right.length, wrong: right.filter((isRight) => !isRight).length };
  }

  private async pay(): Promise<boolean> {
    const at = new Date().toISOString().slice(11, 19);
    const paymentRequestId = newRequestId();
    const transcript = new Transcript(() => undefined);
    try {
      await this.follow(paymentRequestId, transcript);
    } catch (error) {
      if (!(error instanceof Aborted)) transcript.note('Payment', 'none', String(error));
    }
    const { steps, faults } = transcript;
    const verdict = faults.length === 0 ? 'right' : `WRONG: ${faults.join('; ')}`;
    this.print(`${at}  ${versionsIn(steps)}  paymentRequestId=${paymentRequestId}  ${verdict}`);
    return faults.length === 0;
  }

  private async follow(paymentRequestId: string, transcript: Transcript): Promise<void> {
    const { sale, accessToken } = this.options;
    const exchange = await this.simulator.call('pay', tokenPayRequest(sale, accessToken, paymentRequestId));
    transcript.exchange('Answer', exchange, 'SUCCESS');
    transcript.requireNoFault();
    await new Notices(this.simulator, transcript).showPayment(paymentRequestId, 'SUCCESS');
  }
}

/** Of the keys that signed: call, answer, notice. */
function versionsIn(steps: readonly Step[]): string {
  const exchange = steps.find((step) => step.exchange)?.exchange;
  const notification = steps.findLast((step) => step.notification)?.notification;
  const versions = {
    call: exchange?.keyVersion,
    answer: exchange?.walletKeyVersion,
    notice: notification?.walletKeyVersion,
  };
  return Object.entries(versions)
    .map(([what, version]) => `${what} key ${version ?? '-'}`)
    .join('  ');
}
