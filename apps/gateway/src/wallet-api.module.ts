import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { alipayPlusClient } from './alipayplus-client';
import { ConsultUnbinding } from './adapters/http-out/consult-unbinding';
import { CallsPerSecond } from './adapters/http-in/strangers/calls-per-second';
import { OpenApiController } from './adapters/http-in/wallet-api/open-api.controller';
import { walletController } from './adapters/http-in/wallet-api/wallet.controller';
import { WalletErrorFilter } from './adapters/http-in/wallet-api/wallet-error.filter';
import { WalletAppTokens } from './adapters/wallet-app/wallet-app-tokens';
import { IdentifyCode } from './application/codes/identify-code';
import { Dispatch } from './application/dispatch';
import { Secrets } from './application/secrets';
import { walletRoutes } from './application/wallet-api/wallet-routes';
import { scanPorts } from './scan-ports';
import type { GatewayParts } from './gateway-parts';

/** The API for the wallet's own app: another port, and other callers, than the public side. */
@Module({})
export class WalletApiModule {
  static register(parts: GatewayParts): DynamicModule {
    const { config, logger, clock, commands, strangers, sealKeys, walletAppKeys } = parts;
    const secrets = new Secrets(config.TOKEN_HASH_KEY_FILE, sealKeys);
    const dispatch = new Dispatch(commands['wallet-app'], secrets, config.WALLET_API_MAX_WAITERS);
    const alipayplus = new ConsultUnbinding(
      alipayPlusClient(parts, config.CONSULT_TIMEOUT_MS),
      config.API_PREFIX,
      logger,
    );
    const identifyCode = new IdentifyCode(parts.codeBook, config.CODE_FILTER);
    const codeCalls = new CallsPerSecond(config.CODE_CALLS_PER_SECOND, (customerId) => customerId);
    const { scanConfiguration } = parts;
    const ofCodes = { identifyCode, codeCalls, scanConfiguration };
    const ports = { dispatch, alipayplus, ...ofCodes, ...scanPorts(parts, secrets) };
    return {
      module: WalletApiModule,
      controllers: [walletController({ routes: walletRoutes, ports, wallMs: config.WALL_MS }), OpenApiController],
      providers: [
        { provide: WalletAppTokens, useFactory: () => new WalletAppTokens(walletAppKeys, clock) },
        { provide: APP_FILTER, useFactory: () => new WalletErrorFilter(strangers, logger) },
      ],
    };
  }
}
