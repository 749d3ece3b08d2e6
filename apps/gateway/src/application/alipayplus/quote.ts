import type { Quote as WireQuote } from '@wallet/alipayplus';
import type { Quote } from '@wallet/contracts';

/** A quote of Alipay+ as it goes on: its times in UTC. */
export const quoteOf = ({ quoteStartTime, quoteExpiryTime, ...terms }: WireQuote): Quote => ({
  ...terms,
  quoteStartTime: quoteStartTime?.toISOString(),
  quoteExpiryTime: quoteExpiryTime?.toISOString(),
});
