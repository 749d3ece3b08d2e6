import type { Clock } from '@wallet/kernel';
import type { Logger } from '@wallet/service';
import type { ScanConfiguration } from './scan-configuration';

export type FetchedConfiguration =
  | { readonly kind: 'new'; readonly configuration: ScanConfiguration; readonly etag: string | undefined }
  | { readonly kind: 'unchanged' }
  /** Fit for a log. */
  | { readonly kind: 'none'; readonly reason: string };

/** Where the wallet keeps what the scan page shows. */
export interface ScanConfigurationSource {
  /** `unchanged` only to who names the answer that he has. */
  fetch(etag: string | undefined): Promise<FetchedConfiguration>;
}

const retry = { firstMs: 5_000, mostMs: 300_000 };

/** Holds the configuration for its day, then asks for it again; while nobody answers the old one goes on. */
export class RefreshScanConfiguration {
  /** Undefined until it has come once. */
  current: ScanConfiguration | undefined;
  private etag: string | undefined;
  private failures = 0;
  private notBefore = -Infinity;

  constructor(
    private readonly source: ScanConfigurationSource,
    private readonly maxAgeMs: number,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  /** Does nothing until it is due. */
  async execute(): Promise<void> {
    const nowMs = this.clock.now().getTime();
    if (nowMs < this.notBefore) return;
    const fetched = await this.source.fetch(this.etag);
    if (fetched.kind === 'none') return this.failed(nowMs, fetched.reason);
    this.failures = 0;
    this.notBefore = nowMs + this.maxAgeMs;
    if (fetched.kind === 'unchanged') return;
    this.current = fetched.configuration;
    this.etag = fetched.etag;
    const { version, regions } = fetched.configuration;
    this.logger.info({ version, regions: regions.length }, 'scan configuration is in force');
  }

  private failed(nowMs: number, reason: string): void {
    const waitMs = Math.min(retry.firstMs * 2 ** this.failures, retry.mostMs, this.maxAgeMs);
    this.failures += 1;
    this.notBefore = nowMs + waitMs;
    const meanwhile = this.current ? 'the one of before goes on' : 'the scan page is unavailable';
    this.logger.warn({ reason, version: this.current?.version }, `no new scan configuration: ${meanwhile}`);
  }
}
