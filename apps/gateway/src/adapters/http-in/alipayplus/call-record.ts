import { metrics, traceIdOf, type Logger } from '@wallet/service';
import type { InboundCall } from '../inbound-call';

const calls = metrics.counter('gateway_calls_total', 'Calls answered', ['api', 'code']);
const seconds = metrics.histogram('gateway_call_seconds', 'From the headers of a call to its signed answer', ['api']);

/** One line and two metrics for each call. */
export class CallRecord {
  constructor(private readonly logger: Logger) {}

  answered({ api, arrivedAt, traceparent, subject, why }: InboundCall, resultCode: string, paymentId?: unknown): void {
    const ms = Date.now() - arrivedAt;
    const label = api ?? 'none';
    calls.inc({ api: label, code: resultCode });
    seconds.observe({ api: label }, ms / 1000);
    this.logger.info(
      { traceId: traceIdOf(traceparent), api: label, ...subject, paymentId, resultCode, why, ms },
      'call answered',
    );
  }
}
