import type { FastifyInstance } from 'fastify';
import { entryEndpoints } from './entry-endpoints';
import { OrderCodes } from './order-codes';
import { ScanCalls } from './scan-calls';
import { scanConfigurationEndpoint } from './scan-configuration-endpoint';
import { scanEndpoints } from './scan-endpoints';
import { userInitiatedPayEndpoint, type UserInitiatedPayOptions } from './user-initiated-pay-endpoint';

/** Merchants with codes, and Alipay+ behind them. */
export function scanning(server: FastifyInstance, options: Omit<UserInitiatedPayOptions, 'codes' | 'calls'>): void {
  const isPaid = (paymentRequestId: string): boolean => options.books.isPaid(paymentRequestId);
  const codes = new OrderCodes({ ...options, isPaid });
  const calls = new ScanCalls();
  userInitiatedPayEndpoint(server, { ...options, codes, calls });
  scanEndpoints(server, codes, calls);
  entryEndpoints(server, codes);
  scanConfigurationEndpoint(server);
}
