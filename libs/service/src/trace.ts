import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';

interface Trace {
  readonly traceId: string;
  readonly spanId: string;
  readonly flags: string;
}

const running = new AsyncLocalStorage<Trace>();
const header = /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-([0-9a-f]{2})$/;

const newSpanId = () => randomBytes(8).toString('hex');
const newTrace = (): Trace => ({ traceId: randomBytes(16).toString('hex'), spanId: newSpanId(), flags: '01' });

function childOf(traceparent: string | undefined): Trace {
  const [, traceId, flags] = (traceparent && header.exec(traceparent)) || [];
  return traceId && flags ? { traceId, spanId: newSpanId(), flags } : newTrace();
}

/** W3C `traceparent` of the running trace; of a new trace outside of any. */
export function currentTraceparent(): string {
  const { traceId, spanId, flags } = running.getStore() ?? newTrace();
  return `00-${traceId}-${spanId}-${flags}`;
}

/** Trace id of the running trace. */
export const currentTraceId = (): string | undefined => running.getStore()?.traceId;

/** Runs as a child span of the given trace; in a new trace when there is none or it is malformed. */
export const withTrace = <T>(traceparent: string | undefined, run: () => T): T =>
  running.run(childOf(traceparent), run);
