import { FastifyAdapter } from '@nestjs/platform-fastify';
import { metrics, newTraceparent, traceIdOf, type Logger } from '@wallet/service';
import { httpLimits } from '../http-adapter';
import './wallet-call';

const calls = metrics.counter('gateway_wallet_calls_total', 'Calls of the wallet app answered', ['route', 'status']);

/** The HTTP side of the wallet API; one line and one metric for each call. */
export function createWalletApiAdapter(logger: Logger): FastifyAdapter {
  const adapter = new FastifyAdapter({ ...httpLimits, return503OnClosing: false });
  const fastify = adapter.getInstance();
  fastify.decorateRequest('walletCall');
  fastify.addHook('onRequest', (request, _reply, next) => {
    request.walletCall = { arrivedAt: Date.now(), traceparent: newTraceparent() };
    next();
  });
  fastify.addHook('onResponse', ({ method, routeOptions, walletCall }, { statusCode: status }, next) => {
    const { arrivedAt, traceparent, customerId } = walletCall;
    const route = routeOptions.url === undefined ? 'none' : `${method} ${routeOptions.url}`;
    calls.inc({ route, status });
    const ms = Date.now() - arrivedAt;
    logger.info({ traceId: traceIdOf(traceparent), route, customerId, status, ms }, 'wallet app answered');
    next();
  });
  return adapter;
}
