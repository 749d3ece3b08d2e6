import type { Api, Entry } from '../load/entry';

/** A time that slows answers without any fault of the wallet. */
export interface Halt {
  readonly fromMs: number;
  readonly untilMs: number;
  /** So much later than promised an answer may come. */
  readonly graceMs: number;
}

/** From the wallet's promise until Alipay+ hangs up. */
export const hangUpMs = 1_000;
/** Of the calls that count: so many may come after the promise, as long as Alipay+ has not hung up. */
const allowedShare = 0.001;

/** Alipay+ hangs up after 8 s and 5 s; the wallet promises to answer a second before. */
const limitsMs: Readonly<Record<Api, number>> = {
  pay: 7_000,
  refund: 7_000,
  cancelPayment: 7_000,
  inquiryPayment: 4_000,
  sendOTP: 4_000,
  prepare: 4_000,
  applyToken: 4_000,
  cancelToken: 4_000,
};

export interface Lateness {
  readonly late: readonly string[];
  /** Late, but no more than a halt allows, or so few that it breaks no promise. */
  readonly excused: number;
  /** By the limit of their API, of all calls that need to come at some time. */
  readonly slowestMs: { readonly slow: number; readonly quick: number };
}

/**
 * Whether the calls were answered in time: 999 of 1,000 as promised, all before Alipay+ hangs up. One that got no answer at
 * all in that time is late, too.
 */
export function lateness(entries: readonly Entry[], halts: readonly Halt[]): Lateness {
  const graceOf = ({ startedAtMs, endedAtMs }: Entry): number =>
    halts
      .filter(({ fromMs, untilMs }) => startedAtMs < untilMs && endedAtMs > fromMs)
      .reduce((most, { graceMs }) => Math.max(most, graceMs), 0);
  const counting = entries.filter((entry) => graceOf(entry) < Infinity);
  const isOver = ({ api, durationMs }: Entry, graceMs = 0): boolean => durationMs > limitsMs[api] + graceMs;
  const slowest = (limitMs: number): number =>
    counting
      .filter(({ api }) => limitsMs[api] === limitMs)
      .reduce((most, { durationMs }) => Math.max(most, durationMs), 0);
  const over = counting.filter((entry) => isOver(entry, graceOf(entry)));
  const isBroken = over.length > allowedShare * counting.length;
  const late = over.filter((entry) => isBroken || isOver(entry, hangUpMs));
  return {
    late: late.map(
      ({ api, step, durationMs, paymentRequestId }) =>
        `late: ${paymentRequestId}: ${api} ${step} took ${durationMs} ms`,
    ),
    excused: entries.filter((entry) => isOver(entry)).length - late.length,
    slowestMs: { slow: slowest(7_000), quick: slowest(4_000) },
  };
}
