import { apiPath } from '@wallet/alipayplus';
import { AskedPaymentFactor } from './adapters/http-out/asked-payment-factor';
import { UserInitiatedPay } from './adapters/http-out/user-initiated-pay';
import { DeveloperPin } from './adapters/payment-factor/developer-pin';
import { alipayPlusClient } from './alipayplus-client';
import { DecodeCode } from './application/scan/decode-code';
import type { PaymentFactor } from './application/scan/payment-factor';
import type { Secrets } from './application/secrets';
import type { WalletPorts } from './application/wallet-api/wallet-route';
import type { GatewayParts } from './gateway-parts';

/** What the calls about scanned codes and their orders need beside Kafka. */
export function scanPorts(parts: GatewayParts, secrets: Secrets) {
  const { config, logger, clock } = parts;
  const path = config.USER_INITIATED_PAY_PATH ?? apiPath('userInitiatedPay', config.API_PREFIX);
  const client = alipayPlusClient(parts, config.USER_INITIATED_PAY_TIMEOUT_MS);
  const bounds = { budgetMs: config.USER_INITIATED_PAY_BUDGET_MS, maxWaiters: config.WALLET_API_MAX_WAITERS };
  return {
    decodeCode: new DecodeCode(new UserInitiatedPay(client, path, logger), bounds),
    paymentFactor: paymentFactorOf(parts),
    clock,
    logger,
    hash: (secret: string) => secrets.hash(secret),
    pspId: config.PSP_ID,
    walletName: config.WALLET_NAME,
  } satisfies Partial<WalletPorts>;
}

function paymentFactorOf({ config, logger }: GatewayParts): PaymentFactor {
  if (config.PAYMENT_FACTOR === 'developer') {
    logger.info('PAYMENT_FACTOR=developer: whoever knows DEVELOPER_PIN can confirm any order');
    return new DeveloperPin(config.DEVELOPER_PIN);
  }
  if (config.PAYMENT_FACTOR !== 'http') {
    logger.info('PAYMENT_FACTOR is not set: no scanned order can be confirmed');
    return { verdictOn: () => Promise.resolve('unknown') };
  }
  return new AskedPaymentFactor({
    url: config.PAYMENT_FACTOR_URL,
    token: config.PAYMENT_FACTOR_TOKEN_FILE,
    timeoutMs: config.PAYMENT_FACTOR_TIMEOUT_MS,
    maxWaiters: config.WALLET_API_MAX_WAITERS,
    logger,
  });
}
