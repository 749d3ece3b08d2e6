import { randomBytes } from 'node:crypto';

/** `traceparent` of a new trace (W3C Trace Context §3.2). It is handed on with each call and record, never ambient. */
export const newTraceparent = (): string =>
  `00-${randomBytes(16).toString('hex')}-${randomBytes(8).toString('hex')}-01`;

/** The trace id in a `traceparent`, for log lines. */
export const traceIdOf = (traceparent: string): string => traceparent.split('-')[1] ?? traceparent;
