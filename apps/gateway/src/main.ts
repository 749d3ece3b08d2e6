import 'reflect-metadata';
import { readPrivateKey, readPublicKey, signContent } from '@wallet/alipayplus';
import { systemClock } from '@wallet/kernel';
import {
  alipayplusPublicKeys,
  chosenKeyStore,
  HeldKeys,
  KeyFolder,
  LoadedFolders,
  SignatureKeys,
  TimedSigner,
} from '@wallet/key-store';
import { MessageBus, Requester, topicSettings } from '@wallet/messaging';
import { createLogger, main } from '@wallet/service';
import { boot, HttpListener } from '@wallet/service/boot';
import { createHttpAdapter } from './adapters/http-in/public/http-adapter';
import { CallsPerSecond } from './adapters/http-in/strangers/calls-per-second';
import { createWalletApiAdapter } from './adapters/http-in/wallet-api/wallet-api-adapter';
import { ownTopics } from './adapters/kafka/own-topics';
import { CodeRulesWatch } from './adapters/timer/code-rules-watch';
import { ScanConfigurationWatch } from './adapters/timer/scan-configuration-watch';
import { WalletAppKeys } from './adapters/wallet-app/wallet-app-keys';
import { CodeBook } from './application/codes/code-book';
import { commandsByCaller } from './application/overload/own-waiters';
import { codeRulesOf } from './code-rules';
import { readConfig } from './config';
import { GatewayModule } from './gateway.module';
import { scanConfigurationOf } from './scan-configuration';
import { WalletApiModule } from './wallet-api.module';

main(async () => {
  const config = readConfig();
  const logger = createLogger('gateway', config.LOG_LEVEL);

  const folder = new KeyFolder(config.KEYS_DIR, logger);
  const store = chosenKeyStore(config, { folder, readPrivateKey, signContent }, logger);
  const alipayplusKeys = alipayplusPublicKeys(folder, readPublicKey, logger);
  const signatureKeys = new SignatureKeys(alipayplusKeys, new TimedSigner(store, config.SIGN_TIMEOUT_MS));
  const walletAppKeys = new WalletAppKeys(folder, logger);
  const publicKeys = new LoadedFolders([folder], [alipayplusKeys, walletAppKeys]);
  const keys = new HeldKeys(store, logger);

  const kafka = { ...config.kafka, clientId: 'gateway', topicPrefix: config.KAFKA_TOPIC_PREFIX, logger };
  const sharedKeys = { tokenHashKey: config.TOKEN_HASH_KEY_FILE, sealKeys: keys.seal };
  const bus = new MessageBus({ ...kafka, ...topicSettings(config), topics: ownTopics, keys: sharedKeys });
  const requester = new Requester(bus, kafka);
  const commands = commandsByCaller(requester);

  const unproven = new CallsPerSecond(config.SIGNED_REFUSALS_PER_SECOND);
  const strangers = new CallsPerSecond(config.WALLET_STRANGERS_PER_SECOND);
  const callers = { commands, unproven, strangers };
  const codeBook = new CodeBook();
  const { scanConfiguration, refresh } = scanConfigurationOf({ config, clock: systemClock, logger });
  const held = { signatureKeys, sealKeys: keys.seal, walletAppKeys, codeBook, scanConfiguration };
  const parts = { config, logger, clock: systemClock, ...callers, ...held };
  const walletApi = new HttpListener({
    name: 'wallet API',
    module: WalletApiModule.register(parts),
    http: { host: config.WALLET_HOST ?? config.HOST, port: config.WALLET_PORT, adapter: createWalletApiAdapter(parts) },
    logger,
  });

  await boot({
    name: 'gateway',
    module: GatewayModule.register(parts),
    http: {
      host: config.HOST,
      port: config.PORT,
      adapter: createHttpAdapter(config, { waiting: commands.alipayplus, unproven }),
    },
    config,
    logger,
    lifecycles: () => [publicKeys, keys, walletApi],
    beside: [
      bus,
      requester,
      ...requester.owners,
      new CodeRulesWatch(codeRulesOf(parts)),
      ...(refresh ? [new ScanConfigurationWatch(refresh, logger)] : []),
    ],
  });
});
