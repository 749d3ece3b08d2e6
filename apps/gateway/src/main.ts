import 'reflect-metadata';
import { systemClock } from '@wallet/kernel';
import { MessageBus, Requester } from '@wallet/messaging';
import { boot, createLogger, KeyFolder, main } from '@wallet/service';
import { createHttpAdapter } from './adapters/http/http-adapter';
import { LoadedKeys } from './adapters/keys/loaded-keys';
import { FileSealKeys } from './adapters/keys/seal-keys';
import { SignatureKeys } from './adapters/keys/signature-keys';
import { readConfig } from './config';
import { GatewayModule } from './gateway.module';

main(async () => {
  const config = readConfig();
  const logger = createLogger('gateway', config.LOG_LEVEL);

  const kafka = { brokers: config.KAFKA_BROKERS, clientId: 'gateway', topicPrefix: config.KAFKA_TOPIC_PREFIX, logger };
  const bus = new MessageBus({ ...kafka, partitions: config.KAFKA_PARTITIONS });
  const commands = new Requester(bus, kafka);

  const folders = [new KeyFolder(config.KEYS_DIR, logger), new KeyFolder(config.SEAL_KEYS_DIR, logger)] as const;
  const signatureKeys = new SignatureKeys(folders[0], logger);
  const sealKeys = new FileSealKeys(folders[1]);
  const keys = new LoadedKeys(folders, [signatureKeys, sealKeys]);

  await boot({
    name: 'gateway',
    module: GatewayModule.register({ config, logger, clock: systemClock, commands, signatureKeys, sealKeys }),
    http: { host: config.HOST, port: config.PORT, adapter: createHttpAdapter(config.API_PREFIX) },
    config,
    logger,
    lifecycles: () => [keys, bus, commands],
  });
});
