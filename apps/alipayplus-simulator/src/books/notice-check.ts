import { noticeFaults, type ResultCode } from '@wallet/alipayplus';
import type { JsonObject } from '../wire/exchange';
import type { WalletCall } from '../conformance/wallet-call';
import type { BookedPayment, Notification } from './booked-payment';

/** What must be the same in every notifyPayment of one payment; see docs/alipayplus.md#notifypayment. */
const keyParameters = [
  'paymentAmount',
  'paymentResult',
  'paymentId',
  'payToAmount',
  'customerId',
  'customsDeclarationAmount',
];

const isTaken = ({ signature, refusal }: Notification): boolean => signature === 'valid' && refusal === undefined;

/** Why this notice is refused whatever was planned; undefined when it may be right. */
export function refusalOfNotice({ body, unproven }: WalletCall, known?: BookedPayment): ResultCode | undefined {
  if (unproven) return unproven;
  if (noticeFaults('notifyPayment', body).length > 0) return 'PARAM_ILLEGAL';
  const first = known?.notifications.find(isTaken);
  const isRepeat =
    first === undefined || keyParameters.every((key) => canonical(first.body[key]) === canonical(body[key]));
  return isRepeat ? undefined : 'REPEAT_REQ_INCONSISTENT';
}

/** How often notices came; each payment is told once, whatever comes after it has no effect. */
export interface NoticeCounts {
  readonly received: number;
  /** Payments of which a right notice has come. */
  readonly effects: number;
  /** The same again, before an S went back. */
  readonly repeats: number;
  /** The same again although an S had gone back. */
  readonly repeatsAfterS: number;
  readonly refused: number;
}

const answeredS: readonly string[] = ['S', 'twice'];

/** Counts one more; `earlier` are the notices of that payment before it. */
export function counted(counts: NoticeCounts, notice: Notification, earlier: readonly Notification[]): NoticeCounts {
  const received = counts.received + 1;
  if (!isTaken(notice)) return { ...counts, received, refused: counts.refused + 1 };
  const taken = earlier.filter(isTaken);
  if (taken.length === 0) return { ...counts, received, effects: counts.effects + 1 };
  if (taken.some(({ answered }) => answeredS.includes(answered)))
    return { ...counts, received, repeatsAfterS: counts.repeatsAfterS + 1 };
  return { ...counts, received, repeats: counts.repeats + 1 };
}

/** Text that is the same whatever the order of the keys is. */
function canonical(value: unknown): string {
  const sorted = (_: string, child: unknown): unknown =>
    typeof child === 'object' && child !== null && !Array.isArray(child)
      ? Object.fromEntries(Object.entries(child as JsonObject).sort(([left], [right]) => (left < right ? -1 : 1)))
      : child;
  return JSON.stringify(value, sorted) ?? '';
}
