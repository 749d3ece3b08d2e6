/** The clock of Alipay+, UTC+8 all year: a rule of theirs, not a setting. */
const offsetMs = 8 * 3_600_000;
const dayMs = 24 * 3_600_000;
const halfHourMs = 30 * 60_000;

/**
 * A payment can be cancelled until 00:30 UTC+8 of the day after it, that moment not included.
 * Source: `docs/alipayplus.md#cancelpayment`.
 */
export function isInCancelWindow(paidAt: Date, now: Date): boolean {
  const nextDay = Math.floor((paidAt.getTime() + offsetMs) / dayMs) + 1;
  return now.getTime() < nextDay * dayMs - offsetMs + halfHourMs;
}
