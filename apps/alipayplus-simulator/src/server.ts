import Fastify, { type FastifyInstance } from 'fastify';
import { errorMessage, type Logger } from '@wallet/service';
import { Books } from './alipayplus/books';
import { GatewayClient } from './alipayplus/gateway-client';
import { notificationEndpoint, type NotificationBehaviour } from './alipayplus/notification-endpoint';
import { Behaviours } from './behaviours';
import type { Config } from './config';
import { controlEndpoints } from './control-endpoints';
import { phoneEndpoints, type SmsBehaviour } from './phone/phone-endpoints';
import { SmsStore } from './phone/sms-store';
import { shopEndpoints } from './shop/shop-endpoints';

/** Everything outside the wallet in one process: Alipay+, the SMS provider, the user's phone and a shop. */
export function createServer(config: Config, logger: Logger): FastifyInstance {
  const server = Fastify({ bodyLimit: 1024 * 1024, forceCloseConnections: true });
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (_, body, parsed) => parsed(null, body));
  server.setErrorHandler((error, request, reply) => {
    logger.warn({ url: request.url, error: errorMessage(error) }, 'refused');
    return reply.code(400).send({ error: errorMessage(error) });
  });

  const books = new Books();
  const gateway = new GatewayClient(config);
  const notifications = new Behaviours<NotificationBehaviour>('S');
  const sms = new Behaviours<SmsBehaviour>('sent');

  notificationEndpoint(server, { ...config, books, behaviours: notifications });
  phoneEndpoints(server, new SmsStore(), sms);
  controlEndpoints(server, { gateway, books, notifications, sms });
  shopEndpoints(server, { gateway, books, acquirerId: config.acquirerId, pspId: config.pspId });
  return server;
}
