import { apiPath } from '@wallet/alipayplus';
import { alipayPlusClient } from './alipayplus-client';
import { InquireCodeRules } from './adapters/http-out/inquire-code-rules';
import type { CodeRulesWatchOptions } from './adapters/timer/code-rules-watch';
import { PullCodeRules } from './application/codes/pull-code-rules';
import { RefreshCodeBook } from './application/codes/refresh-code-book';
import { Dispatch } from './application/dispatch';
import { Secrets } from './application/secrets';
import type { GatewayParts } from './gateway-parts';

/** How long another gateway's rules, and what an operator has changed, take to get here. */
const periodMs = 2_000;

/** What keeps the code book of these parts up to date. */
export function codeRulesOf(parts: GatewayParts): CodeRulesWatchOptions {
  const { config, logger, clock, commands, sealKeys, codeBook: book } = parts;
  const secrets = new Secrets(config.TOKEN_HASH_KEY_FILE, sealKeys);
  const dispatch = new Dispatch(commands['wallet-app'], secrets, config.WALLET_API_MAX_WAITERS);
  const path = config.CODE_RULES_PATH ?? apiPath('inquiryCodeRules', config.API_PREFIX);
  const source = new InquireCodeRules(alipayPlusClient(parts, config.CODE_RULES_TIMEOUT_MS), path);
  const maxAgeMs = config.CODE_RULES_MAX_AGE_SECONDS * 1_000;
  return {
    book,
    pull: new PullCodeRules({ source, book, dispatch, clock, logger }, maxAgeMs),
    refresh: new RefreshCodeBook(book, dispatch, logger),
    periodMs,
    logger,
  };
}
