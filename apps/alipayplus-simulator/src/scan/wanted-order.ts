import { z } from 'zod';
import { codeForms } from './code-values';

const minorUnits = z.string().regex(/^[1-9]\d{0,17}$/, 'must be minor units as text');

/** What a merchant makes an order code for. */
export const wantedOrder = z.strictObject({
  merchant: z.string(),
  /** Of the merchant's currency; absent: what an order there usually is. */
  amount: minorUnits.optional(),
  /** What the wallet settles in. */
  payToCurrency: z.string().default('HKD'),
  form: z.enum(codeForms).default('url'),
  /** The user has typed the amount on the page that an entry code led to. */
  isFromEntry: z.boolean().default(false),
  /** Of the browser in which that page was. */
  userAgent: z.string().default('Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 Mobile AlipayConnect'),
  expiresInSeconds: z.number().positive().default(600),
  paymentNotifyUrl: z.string().optional(),
  paymentRedirectUrl: z.string().optional(),
  /** Fields of the answer that replace the right ones, to see what the wallet makes of wrong ones. */
  over: z.record(z.string(), z.unknown()).default({}),
});
export type WantedOrder = z.output<typeof wantedOrder>;
