import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { metrics } from '@wallet/service';
import { AlipayPlusController } from './adapters/http-in/alipayplus/alipayplus.controller';
import { CallRecord } from './adapters/http-in/alipayplus/call-record';
import { PageErrorFilter } from './adapters/http-in/consent/page-error.filter';
import { PublicErrorFilter } from './adapters/http-in/public/public-error.filter';
import { RequestVerifier } from './adapters/http-in/alipayplus/request-verifier';
import { SignedCalls } from './adapters/http-in/alipayplus/signed-calls';
import { SignedErrorFilter } from './adapters/http-in/alipayplus/signed-error.filter';
import { SignedReplies } from './adapters/http-in/alipayplus/signed-replies';
import { AnswerCall } from './application/alipayplus/answer-call';
import { Dispatch } from './application/dispatch';
import { Secrets } from './application/secrets';
import { ConsentModule } from './consent.module';
import { RedirectHosts } from './domain/redirect-hosts';
import type { GatewayParts } from './gateway-parts';

@Module({})
export class GatewayModule {
  static register(parts: GatewayParts): DynamicModule {
    metrics.gauge('gateway_waiters', 'Calls that wait for an answer, by who calls', ['caller'], (gauge) => {
      for (const [caller, { waiting }] of Object.entries(parts.commands)) gauge.set({ caller }, waiting);
    });
    return {
      module: GatewayModule,
      imports: [ConsentModule.register(parts)],
      controllers: [AlipayPlusController],
      providers: publicProviders(parts),
    };
  }
}

function publicProviders(parts: GatewayParts): Provider[] {
  const { config, logger, clock, signatureKeys, unproven } = parts;
  const requestTimeWindowMs = config.REQUEST_TIME_WINDOW_SECONDS * 1000;
  const verifier = new RequestVerifier(
    (keyVersion) => signatureKeys.publicKey(keyVersion),
    { clientId: config.CLIENT_ID, requestTimeWindowMs },
    clock,
    logger,
  );
  const replies = new SignedReplies(
    (content) => signatureKeys.sign(content),
    { clientId: config.CLIENT_ID, utcOffset: config.TIME_ZONE_OFFSET, maxSignatures: config.MAX_SIGNATURES },
    clock,
    new CallRecord(logger),
  );
  const signed = new SignedErrorFilter(replies, unproven, logger);
  return [
    { provide: SignedCalls, useFactory: () => new SignedCalls(verifier, answerCall(parts), replies) },
    {
      provide: APP_FILTER,
      inject: [PageErrorFilter],
      useFactory: (pages: PageErrorFilter) => new PublicErrorFilter(signed, pages),
    },
  ];
}

function answerCall({ config, commands, sealKeys }: GatewayParts): AnswerCall {
  const secrets = new Secrets(config.TOKEN_HASH_KEY_FILE, sealKeys);
  const context = {
    pspId: config.PSP_ID,
    utcOffset: config.TIME_ZONE_OFFSET,
    publicUrl: config.PUBLIC_URL,
    redirectHosts: new RedirectHosts(config.AUTH_REDIRECT_HOSTS),
    secrets,
  };
  const walls = { wallMs: config.WALL_MS, moneyWallMs: config.PAY_WALL_MS };
  return new AnswerCall(new Dispatch(commands.alipayplus, secrets, config.MAX_WAITERS), context, walls);
}
