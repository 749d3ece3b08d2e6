import type { IncomingMessage, ServerResponse } from 'node:http';
import { metrics } from '@wallet/service';

export const unsigned = metrics.counter(
  'gateway_unsigned_answers_total',
  'Calls of unproven senders that were too many to be answered with a signature',
);

/** An answer that is made once. */
export interface Refusal {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Buffer;
}

/** So much of a body is dropped as it comes; a longer one is not waited for. */
const droppedBytes = 16 * 1024;

/** The past-the-limit answer to a program. */
export const bareRefusal: Refusal = { status: 429, headers: { 'retry-after': '1', 'content-length': '0' } };

/** Sends it. The connection stays, unless a body would have to be read: a new one would cost us more than the next request. */
export function refuse(request: IncomingMessage, response: ServerResponse, { status, headers, body }: Refusal): void {
  if (bodyBytes(request) > droppedBytes) response.setHeader('connection', 'close');
  response.writeHead(status, headers).end(body);
}

function bodyBytes({ headers }: IncomingMessage): number {
  return headers['transfer-encoding'] === undefined ? Number(headers['content-length'] ?? 0) : Infinity;
}
