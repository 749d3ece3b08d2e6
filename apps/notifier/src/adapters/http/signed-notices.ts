import { formatDateTime, signMessage } from '@wallet/alipayplus';
import type { Clock } from '@wallet/kernel';
import type { SignatureKeys } from '@wallet/key-store';
import { errorMessage } from '@wallet/service';
import { Pool } from 'undici';
import type { Notices, SentNotice } from '../../application/notices';
import { readReply } from './read-reply';

export interface SignedNoticesOptions {
  /** Scheme, host and port: the path comes with the notice. */
  readonly baseUrl: string;
  readonly clientId: string;
  readonly utcOffset: string;
  readonly connections: number;
  /** From the first byte that we send to the last one that we read. */
  readonly timeoutMs: number;
}

const maxAnswerBytes = 64 * 1024;

/** Signed calls of Alipay+ over kept connections. Follows no redirect, unpacks no compression. */
export class SignedNotices implements Notices {
  private readonly pool: Pool;

  constructor(
    private readonly keys: Pick<SignatureKeys, 'publicKey' | 'signingKey'>,
    private readonly options: SignedNoticesOptions,
    private readonly clock: Clock,
  ) {
    const { baseUrl, connections, timeoutMs: timeout } = options;
    this.pool = new Pool(baseUrl, { connections, connect: { timeout }, maxResponseSize: maxAnswerBytes });
  }

  async send({ path: uri, body }: { path: string; body: string }): Promise<SentNotice> {
    const { clientId, timeoutMs } = this.options;
    let httpStatus: number | undefined;
    try {
      const headers = await this.sign(uri, body);
      const signal = AbortSignal.timeout(timeoutMs);
      const answer = await this.pool.request({ method: 'POST', path: uri, headers, body, signal });
      httpStatus = answer.statusCode;
      const rawBody = Buffer.from(await answer.body.arrayBuffer());
      const read = { status: httpStatus, headers: answer.headers, rawBody };
      return { reply: readReply(read, { uri, clientId }, (version) => this.keys.publicKey(version)), httpStatus };
    } catch (error) {
      return { reply: { kind: 'none', reason: errorMessage(error) }, httpStatus };
    }
  }

  private async sign(uri: string, body: string): Promise<Record<string, string>> {
    const { clientId, utcOffset } = this.options;
    const time = formatDateTime(this.clock.now(), utcOffset);
    const message = { method: 'POST', uri, clientId, time, rawBody: Buffer.from(body) };
    return {
      'Content-Type': 'application/json; charset=UTF-8',
      'Client-Id': clientId,
      'Request-Time': time,
      Signature: await signMessage(message, this.keys.signingKey()),
    };
  }
}
