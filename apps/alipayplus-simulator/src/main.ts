import { createServer as createHttpServer } from 'node:http';
import Fastify from 'fastify';
import { createLogger, main } from '@wallet/service';
import { readConfig } from './config';
import { createServer } from './server';

main(async () => {
  const config = readConfig();
  const logger = createLogger('alipayplus-simulator', config.logLevel);
  const server = createServer(config, logger);
  const health = Fastify({ forceCloseConnections: true });
  health.get('/healthz', () => ({ alive: true }));
  health.get('/readyz', () => ({ ready: true }));

  await server.listen({ host: config.host, port: config.port });
  const second = createHttpServer((request, response) => server.routing(request, response));
  if (config.secondPort !== undefined) second.listen(config.secondPort, config.host);
  await health.listen({ host: config.host, port: config.healthPort });
  logger.info(
    { port: config.port, secondPort: config.secondPort, gateways: config.gatewayUrls },
    'the simulator listens',
  );

  const stop = (): void => {
    second.close();
    second.closeAllConnections();
    void Promise.all([server.close(), health.close()]).then(() => process.exit(0));
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
});
