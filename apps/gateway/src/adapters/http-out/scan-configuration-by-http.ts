import { errorMessage } from '@wallet/service';
import { parseJson } from '@wallet/kernel';
import { Agent, request } from 'undici';
import type {
  FetchedConfiguration,
  ScanConfigurationSource,
} from '../../application/scan-page/refresh-scan-configuration';
import { readScanConfiguration } from '../../application/scan-page/scan-configuration';

const maxAnswerBytes = 1024 * 1024;
const timeoutMs = 10_000;

/** `GET` of the wallet's own address, with `if-none-match` once it has answered. */
export class ScanConfigurationByHttp implements ScanConfigurationSource {
  private readonly dispatcher = new Agent({ connections: 1, maxResponseSize: maxAnswerBytes });

  constructor(private readonly url: string) {}

  async fetch(etag: string | undefined): Promise<FetchedConfiguration> {
    try {
      const { dispatcher } = this;
      const asked = { accept: 'application/json', ...(etag !== undefined && { 'if-none-match': etag }) };
      const signal = AbortSignal.timeout(timeoutMs);
      const { statusCode, headers, body } = await request(this.url, { headers: asked, signal, dispatcher });
      const text = await body.text();
      if (statusCode === 304 && etag !== undefined) return { kind: 'unchanged' };
      if (statusCode !== 200) return { kind: 'none', reason: `HTTP ${statusCode}` };
      const configuration = readScanConfiguration(parseJson(text));
      if (!configuration) return { kind: 'none', reason: 'what was answered is no scan configuration' };
      return { kind: 'new', configuration, etag: headers.etag?.toString() };
    } catch (error) {
      return { kind: 'none', reason: errorMessage(error) };
    }
  }
}
