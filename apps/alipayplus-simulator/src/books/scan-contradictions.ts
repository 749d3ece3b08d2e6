import type { BookedPayment } from './booked-payment';

/** Of an order that a customer has scanned: whom it was told to, whose it is, and until when it may be paid. */
export function scanContradictions({ scan, notifications, customerId, expiresAt }: BookedPayment): string[] {
  if (!scan) return [];
  const notices = notifications.filter(({ signature }) => signature === 'valid');
  const isOthers = customerId !== undefined && customerId !== scan.customerId;
  const paidLate = notices.some(({ body }) => isAfter(body.paymentTime, expiresAt));
  return [
    ...(scan.isHandledBySdk && notices.length > 0 ? ['a notice of an order that was for the client SDK'] : []),
    ...(isOthers ? [`scanned by customer ${scan.customerId}, told of customer ${customerId}`] : []),
    ...(paidLate ? ['paid after its expiry'] : []),
  ];
}

/** Of two times on the wire; false where one is missing. */
const isAfter = (time: unknown, limit: string | undefined): boolean =>
  typeof time === 'string' && limit !== undefined && Date.parse(time) > Date.parse(limit);
