import { verbatim } from './verbatim';

/** What comes in `pay`, is kept with the order, and goes back in inquiryPayment and notifyPayment as it came. */
export const echoedFields = { paymentPromoInfo: verbatim.optional() };
