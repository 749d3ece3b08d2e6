import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { metrics, newTraceparent, traceIdOf, type Logger } from '@wallet/service';
import { httpLimits } from '../http-limits';
import type { CallsPerSecond } from '../strangers/calls-per-second';
import { keepAnswers } from './kept-answers';
import { walletApiWall } from './wallet-api-wall';
import { serverBehind, type KeepAliveSettings } from '../strangers/walled-server';
import './wallet-call';

const calls = metrics.counter('gateway_wallet_calls_total', 'Calls of the wallet app answered', ['route', 'status']);

interface Parts {
  readonly config: KeepAliveSettings & { readonly TRUSTED_PROXIES: readonly string[] };
  readonly strangers: CallsPerSecond;
  readonly logger: Logger;
}

/** The HTTP side of the wallet API; one line and one metric for each call that is not refused unseen. */
export function createWalletApiAdapter({ config, strangers, logger }: Parts): FastifyAdapter {
  const proxies = config.TRUSTED_PROXIES;
  const adapter = new FastifyAdapter({
    ...httpLimits,
    ...serverBehind(walletApiWall(proxies, strangers), config),
    trustProxy: proxies.length > 0 ? [...proxies] : false,
    return503OnClosing: false,
  });
  const fastify = adapter.getInstance();
  takeEmptyBodies(fastify);
  fastify.decorateRequest('walletCall');
  fastify.addHook('onRequest', (request, _reply, next) => {
    request.walletCall = { arrivedAt: Date.now(), traceparent: newTraceparent() };
    next();
  });
  keepAnswers(fastify);
  fastify.addHook('onResponse', ({ method, routeOptions, walletCall }, { statusCode: status }, next) => {
    const { arrivedAt, traceparent, customerId, subject, isLimited } = walletCall;
    if (isLimited) return next();
    const route = routeOptions.url === undefined ? 'none' : `${method} ${routeOptions.url}`;
    calls.inc({ route, status });
    const ms = Date.now() - arrivedAt;
    const traceId = traceIdOf(traceparent);
    logger.info({ traceId, route, customerId, ...subject, status, ms }, 'wallet app answered');
    next();
  });
  return adapter;
}

/** Many clients announce JSON with every call, also where there is none to send. */
function takeEmptyBodies(fastify: FastifyInstance): void {
  const readJson = fastify.getDefaultJsonParser('error', 'error');
  fastify.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null);
    else void readJson(request, String(body), done);
  });
}
