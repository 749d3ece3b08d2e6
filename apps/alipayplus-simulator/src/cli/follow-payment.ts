import { setTimeout as sleep } from 'node:timers/promises';
import type { JsonObject } from '../wire/exchange';
import { Timeline } from '../timeline/timeline';
import type { SimulatorClient } from './simulator-client';
import type { Transcript } from './transcript';

const stepNames: Readonly<Record<string, string>> = {
  pay: '  Pay',
  inquiryPayment: '  Inquire',
  cancelPayment: '  Cancel',
};

/** Pays and does what Alipay+ does until the payment is final, each step shown as it comes. Throws Aborted unless it is paid. */
export async function followPayment(
  simulator: SimulatorClient,
  transcript: Transcript,
  pay: JsonObject,
  timeScale: number,
): Promise<void> {
  const timeline = new Timeline(
    {
      call: (api, body) => simulator.call(api, body),
      booked: (paymentRequestId) => simulator.payment(paymentRequestId),
      wait: (ms) => sleep(ms),
    },
    timeScale,
  ).run(pay);
  for (;;) {
    const { done, value } = await timeline.next();
    if (done) {
      const { outcome, code } = value;
      const fault = outcome === 'paid' ? undefined : `expected paid, got ${outcome}`;
      transcript.note('Timeline', code === undefined ? outcome : `${outcome} ${code}`, fault);
      return transcript.requireNoFault();
    }
    transcript.step(stepNames[value.api] ?? value.api, value);
  }
}
