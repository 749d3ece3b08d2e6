import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { jsonOf } from '../http/request-body';
import { entryCode } from './code-values';
import { merchants } from './merchants';
import type { OrderCodes } from './order-codes';
import type { ScanCalls } from './scan-calls';
import { wantedOrder } from './wanted-order';

const oneCode = z.strictObject({ codeValue: z.string() });
const someCalls = z.object({ codeValue: z.string().optional() });

/**
 * The merchants with codes: `GET /scan/merchants` lists them with their entry codes, `POST /scan/order-codes` makes an order code
 * (see `wantedOrder`), `GET /scan/order-codes?codeValue=` shows what became of it, `POST /scan/order-codes/close` takes it back,
 * `GET /scan/calls[?codeValue=]` shows each userInitiatedPay as it came. How the next ones are answered is planned by
 * `POST /behaviours` with the code as its subject.
 */
export function scanEndpoints(server: FastifyInstance, codes: OrderCodes, calls: ScanCalls): void {
  server.get('/scan/merchants', ({ protocol, host }) => ({
    merchants: merchants.map((merchant) => ({
      ...merchant,
      entryCode: entryCode(`${protocol}://${host}`, merchant.id),
    })),
  }));

  server.post('/scan/order-codes', (request) => codes.make(wantedOrder.parse(jsonOf(request.body))));
  server.get('/scan/order-codes', (request) => codes.view(oneCode.parse(request.query).codeValue));
  server.post('/scan/order-codes/close', (request) => codes.close(oneCode.parse(jsonOf(request.body)).codeValue));

  server.get('/scan/calls', (request) => ({ calls: calls.of(someCalls.parse(request.query).codeValue) }));
}
