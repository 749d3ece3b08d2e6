import Fastify, { type FastifyInstance } from 'fastify';
import { errorMessage, type Logger } from '@wallet/service';
import { Agreements } from './alipayplus/agreements';
import { authNotifyEndpoint } from './alipayplus/auth-notify-endpoint';
import { BookedGateway } from './alipayplus/booked-gateway';
import { Books } from './alipayplus/books';
import { consultUnbindingEndpoint } from './alipayplus/consult-unbinding-endpoint';
import { GatewayClient } from './alipayplus/gateway-client';
import { notificationEndpoint } from './alipayplus/notification-endpoint';
import { Behaviours } from './behaviours';
import type { Config } from './config';
import { controlEndpoints, type Plans } from './control-endpoints';
import { merchantEndpoints } from './merchant/merchant-endpoints';
import { MerchantReturns } from './merchant/merchant-returns';
import { phoneEndpoints } from './phone/phone-endpoints';
import { SmsStore } from './phone/sms-store';
import { shopEndpoints } from './shop/shop-endpoints';
import { Sessions } from './wallet-app/sessions';
import { walletAppEndpoints } from './wallet-app/wallet-app-endpoints';

/** Everything outside the wallet in one process: Alipay+, the SMS provider, the user's phone and app, a shop. */
export function createServer(config: Config, logger: Logger): FastifyInstance {
  const server = Fastify({ bodyLimit: 1024 * 1024, forceCloseConnections: true });
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (_, body, parsed) => parsed(null, body));
  server.setErrorHandler((error, request, reply) => {
    const [path] = request.url.split('?');
    logger.warn({ path, error: errorMessage(error) }, 'refused');
    return reply.code(400).send({ error: errorMessage(error) });
  });

  const books = new Books();
  const agreements = new Agreements();
  const gateway = new BookedGateway(new GatewayClient(config), books, agreements);
  const plans: Plans = {
    notifyPayment: new Behaviours('S'),
    authNotify: new Behaviours('S'),
    consultUnbinding: new Behaviours('allow'),
    sms: new Behaviours('sent'),
  };

  notificationEndpoint(server, { ...config, books, behaviours: plans.notifyPayment });
  authNotifyEndpoint(server, { ...config, agreements, behaviours: plans.authNotify });
  consultUnbindingEndpoint(server, { ...config, behaviours: plans.consultUnbinding });
  phoneEndpoints(server, new SmsStore(), plans.sms);
  walletAppEndpoints(server, new Sessions());
  merchantEndpoints(server, new MerchantReturns(), agreements);
  controlEndpoints(server, { gateway, books, agreements, plans });
  shopEndpoints(server, { gateway, agreements, acquirerId: config.acquirerId, pspId: config.pspId });
  return server;
}
