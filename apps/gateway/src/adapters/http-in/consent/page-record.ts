import { metrics, traceIdOf, type Logger } from '@wallet/service';
import type { InboundCall } from '../inbound-call';

const pages = metrics.counter('gateway_pages_total', 'Consent pages answered', ['outcome', 'status']);

/** One line and one metric for each page. */
export class PageRecord {
  constructor(private readonly logger: Logger) {}

  answered({ arrivedAt, traceparent, uri }: InboundCall, outcome: string, status: number): void {
    const ms = Date.now() - arrivedAt;
    pages.inc({ outcome, status });
    const consent = `${uri.slice('/consent/'.length).slice(0, 8)}…`;
    this.logger.info({ traceId: traceIdOf(traceparent), consent, outcome, status, ms }, 'page answered');
  }
}
