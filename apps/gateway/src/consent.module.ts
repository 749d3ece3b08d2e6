import { Module, type DynamicModule } from '@nestjs/common';
import { ConsentController, PageWall } from './adapters/http-in/consent/consent.controller';
import { PageErrorFilter } from './adapters/http-in/consent/page-error.filter';
import { PageRecord } from './adapters/http-in/consent/page-record';
import { PageReplies } from './adapters/http-in/consent/page-replies';
import { IntrospectedSession } from './adapters/http-out/introspected-session';
import { SignedLinkSession } from './adapters/wallet-app/signed-link-session';
import { WalletAppTokens } from './adapters/wallet-app/wallet-app-tokens';
import { DecideOnConsent } from './application/consent/decide-on-consent';
import { FormTokens } from './application/consent/form-tokens';
import { ShowConsentPage, type ConsentParts } from './application/consent/show-consent-page';
import type { WalletSession } from './application/consent/wallet-session';
import { WayBack } from './application/consent/way-back';
import { Dispatch } from './application/dispatch';
import { Secrets } from './application/secrets';
import { RedirectHosts } from './domain/redirect-hosts';
import type { GatewayParts } from './gateway-parts';

/** The consent page, beside the APIs of Alipay+ on the public port. */
@Module({})
export class ConsentModule {
  static register(parts: GatewayParts): DynamicModule {
    const { config, logger } = parts;
    const consent = consentParts(parts);
    const replies = new PageReplies(config.WALLET_NAME, new PageRecord(logger));
    return {
      module: ConsentModule,
      controllers: [ConsentController],
      providers: [
        { provide: ShowConsentPage, useFactory: () => new ShowConsentPage(consent) },
        { provide: DecideOnConsent, useFactory: () => new DecideOnConsent(consent) },
        { provide: PageReplies, useValue: replies },
        { provide: PageWall, useValue: { wallMs: config.WALL_MS } },
        { provide: PageErrorFilter, useFactory: () => new PageErrorFilter(replies, logger) },
      ],
      exports: [PageErrorFilter],
    };
  }
}

function consentParts(parts: GatewayParts): ConsentParts {
  const { config, commands, sealKeys } = parts;
  const tokenHashKey = config.TOKEN_HASH_KEY_FILE;
  return {
    dispatch: new Dispatch(commands.browser, new Secrets(tokenHashKey, sealKeys), config.CONSENT_MAX_WAITERS),
    sessions: walletSession(parts),
    formTokens: new FormTokens(tokenHashKey),
    wayBack: new WayBack(new RedirectHosts(config.AUTH_REDIRECT_HOSTS)),
    pageUrl: `${config.PUBLIC_URL}/consent/`,
    walletAppUrl: config.WALLET_APP_URL,
  };
}

function walletSession({ config, logger, clock, walletAppKeys: keys }: GatewayParts): WalletSession {
  if (config.WALLET_SESSION === 'link') return new SignedLinkSession(new WalletAppTokens(keys, clock));
  return new IntrospectedSession({
    url: config.WALLET_SESSION_URL,
    token: config.WALLET_SESSION_TOKEN_FILE,
    timeoutMs: config.WALLET_SESSION_TIMEOUT_MS,
    maxWaiters: config.CONSENT_MAX_WAITERS,
    logger,
  });
}
