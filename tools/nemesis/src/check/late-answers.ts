import type { Api, Entry } from '../load/entry';

/** A time in which a gateway was halted by us, or the machine was not ours, so that no answer need come in time. */
export interface Halt {
  readonly fromMs: number;
  readonly untilMs: number;
}

/** Alipay+ hangs up after 8 s and 5 s; the wallet promises to answer a second before. */
const limitsMs: Readonly<Record<Api, number>> = {
  pay: 7_000,
  refund: 7_000,
  cancelPayment: 7_000,
  inquiryPayment: 4_000,
  sendOTP: 4_000,
};

export interface Lateness {
  readonly late: readonly string[];
  /** Late because of a halt. */
  readonly excused: number;
  /** ms, of the calls that count, by the limit of their API. */
  readonly slowestMs: { readonly slow: number; readonly quick: number };
}

/** Whether the calls were answered in time; one that got no answer at all in that time is late, too. */
export function lateness(entries: readonly Entry[], halts: readonly Halt[]): Lateness {
  const wasHalted = ({ startedAtMs, endedAtMs }: Entry): boolean =>
    halts.some(({ fromMs, untilMs }) => startedAtMs < untilMs && endedAtMs > fromMs);
  const counting = entries.filter((entry) => !wasHalted(entry));
  const isLate = ({ api, durationMs }: Entry): boolean => durationMs > limitsMs[api];
  const slowest = (limitMs: number): number =>
    counting
      .filter(({ api }) => limitsMs[api] === limitMs)
      .reduce((most, { durationMs }) => Math.max(most, durationMs), 0);
  return {
    late: counting
      .filter(isLate)
      .map(
        ({ api, step, durationMs, paymentRequestId }) =>
          `late: ${paymentRequestId}: ${api} ${step} took ${durationMs} ms`,
      ),
    excused: entries.filter((entry) => wasHalted(entry) && isLate(entry)).length,
    slowestMs: { slow: slowest(7_000), quick: slowest(4_000) },
  };
}
