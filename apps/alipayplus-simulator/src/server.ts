import Fastify, { type FastifyInstance } from 'fastify';
import { errorMessage, type Logger } from '@wallet/service';
import { Agreements } from './books/agreements';
import { authNotifyEndpoint } from './alipayplus/auth-notify-endpoint';
import { BookedGateway } from './alipayplus/booked-gateway';
import { consultUnbindingEndpoint } from './alipayplus/consult-unbinding-endpoint';
import { GatewayClient } from './alipayplus/gateway-client';
import { notificationEndpoint } from './alipayplus/notification-endpoint';
import { Behaviours } from './faults/behaviours';
import { Books } from './books/books';
import { booksEndpoints } from './books/books-endpoints';
import { CodeRulesInForce } from './codes/code-rules';
import { codeRulesEndpoint } from './codes/code-rules-endpoint';
import type { Config } from './config';
import { Breaches } from './conformance/breaches';
import { controlEndpoints, type Plans } from './control-endpoints';
import { Faults } from './faults/faults';
import { faultsEndpoints } from './faults/faults-endpoints';
import { Journal } from './journal/journal';
import { wireEndpoint } from './journal/wire-endpoint';
import { Keys } from './keys/keys';
import { keysEndpoints } from './keys/keys-endpoints';
import { merchantEndpoints } from './merchant/merchant-endpoints';
import { MerchantReturns } from './merchant/merchant-returns';
import { phoneEndpoints } from './phone/phone-endpoints';
import { SmsStore } from './phone/sms-store';
import { shopEndpoints } from './shop/shop-endpoints';
import { timelineEndpoint } from './timeline/timeline-endpoint';
import { Timelines } from './timeline/timelines';
import { scanning } from './scan/scanning';
import { Sessions } from './wallet-app/sessions';
import { walletAppEndpoints } from './wallet-app/wallet-app-endpoints';
import { formsOf } from './wire/header-forms';

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
  const breaches = new Breaches(logger);
  const keys = new Keys(config.keys, logger);
  const journal = new Journal((word) => agreements.referenceOf(word));
  const records = { books, agreements, breaches, journal };
  const gateway = new BookedGateway(new GatewayClient({ ...config, keys }), records);
  const startedAt = new Date().toISOString();
  const timelines = new Timelines(gateway, books, config.timelineScale, logger);
  const faults = new Faults();
  faults.set(config.faults, config.faultsSeed);
  if (config.faults !== '') logger.info(faults.view(), 'faults are in force');
  const plans: Plans = {
    notifyPayment: new Behaviours(),
    authNotify: new Behaviours(),
    consultUnbinding: new Behaviours(),
    userInitiatedPay: new Behaviours(),
    inquiryCodeRules: new Behaviours(),
    sms: new Behaviours(),
  };

  const alipayplus = { ...config, keys, breaches, journal, nextForm: formsOf(config.headerForm) };
  notificationEndpoint(server, { ...alipayplus, books, behaviours: plans.notifyPayment, faults });
  authNotifyEndpoint(server, { ...alipayplus, agreements, behaviours: plans.authNotify, faults });
  consultUnbindingEndpoint(server, { ...alipayplus, behaviours: plans.consultUnbinding, faults });
  scanning(server, { ...alipayplus, books, behaviours: plans.userInitiatedPay, faults });
  const rules = new CodeRulesInForce();
  codeRulesEndpoint(server, { ...alipayplus, rules, behaviours: plans.inquiryCodeRules, faults });
  phoneEndpoints(server, new SmsStore(), plans.sms);
  walletAppEndpoints(server, new Sessions(), agreements);
  merchantEndpoints(server, new MerchantReturns(), agreements);
  controlEndpoints(server, { gateway: timelines, agreements, plans });
  booksEndpoints(server, { books, agreements, startedAt });
  wireEndpoint(server, journal, startedAt);
  server.get('/breaches', () => breaches.seen());
  faultsEndpoints(server, faults, books);
  keysEndpoints(server, keys);
  timelineEndpoint(server, timelines);
  const { acquirerId, pspId } = config;
  shopEndpoints(server, { gateway: timelines, agreements, acquirerId, pspId, startedAt });
  server.addHook('preClose', (done) => {
    timelines.stop();
    done();
  });
  return server;
}
