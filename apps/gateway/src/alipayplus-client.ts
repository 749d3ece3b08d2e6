import { AlipayPlusClient } from '@wallet/alipayplus-client';
import type { GatewayParts } from './gateway-parts';

const connections = 8;

/** Of calls of one kind to Alipay+: each has so long. */
export function alipayPlusClient({ config, clock, signatureKeys }: GatewayParts, timeoutMs: number): AlipayPlusClient {
  const options = {
    baseUrl: config.ALIPAYPLUS_BASE_URL,
    clientId: config.CLIENT_ID,
    utcOffset: config.TIME_ZONE_OFFSET,
    connections,
    timeoutMs,
  };
  return new AlipayPlusClient(signatureKeys, options, clock);
}
