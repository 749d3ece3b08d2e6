import { ScanConfigurationByHttp } from './adapters/http-out/scan-configuration-by-http';
import { RefreshScanConfiguration } from './application/scan-page/refresh-scan-configuration';
import { noConfiguration, type ScanConfiguration } from './application/scan-page/scan-configuration';
import type { GatewayParts } from './gateway-parts';

interface HeldConfiguration {
  readonly scanConfiguration: { readonly current: ScanConfiguration | undefined };
  /** Absent: there is nothing to ask. */
  readonly refresh?: RefreshScanConfiguration;
}

/** What the scan page is made of. */
export function scanConfigurationOf({
  config,
  clock,
  logger,
}: Pick<GatewayParts, 'config' | 'clock' | 'logger'>): HeldConfiguration {
  const { SCAN_CONFIGURATION_URL: url, SCAN_CONFIGURATION_MAX_AGE_SECONDS: maxAge } = config;
  if (url === undefined) return { scanConfiguration: { current: noConfiguration } };
  const refresh = new RefreshScanConfiguration(new ScanConfigurationByHttp(url), maxAge * 1_000, clock, logger);
  return { scanConfiguration: refresh, refresh };
}
