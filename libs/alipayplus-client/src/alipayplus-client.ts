import { formatDateTime, signMessageBy, type FindKey, type Sign } from '@wallet/alipayplus';
import type { Clock } from '@wallet/kernel';
import { errorMessage } from '@wallet/service';
import { Pool } from 'undici';
import { publicLookup } from './public-lookup';
import { readAnswer, type CallOutcome } from './read-answer';

export interface AlipayPlusClientOptions {
  /** Scheme, host and port: the path comes with the call. */
  readonly baseUrl: string;
  readonly clientId: string;
  /** Of `Request-Time`: `+08:00`. */
  readonly utcOffset: string;
  readonly connections: number;
  /** From the first byte that we send to the last one that we read. */
  readonly timeoutMs: number;
  /** A host name is called only where all its addresses are public, at each connection; a literal address always. */
  readonly onlyPublicHosts?: boolean;
}

/** The keys of both sides, as `SignatureKeys` of @wallet/key-store has them. */
export interface ClientKeys {
  readonly publicKey: FindKey;
  /** Rejects when there is no signature in time. */
  readonly sign: Sign;
}

/** What is sent, to which path and query of the base URL. */
export interface AlipayPlusCall {
  readonly path: string;
  readonly body: string;
  /** A longer answer is none; not given: 64 KiB. */
  readonly maxAnswerBytes?: number;
  /** Of this call; not given, or longer: that of the client. */
  readonly timeoutMs?: number;
}

const usualAnswerBytes = 64 * 1024;

/** Signed calls of Alipay+ over kept connections; see docs/alipayplus.md#signature. Follows no redirect, unpacks no compression. */
export class AlipayPlusClient {
  private readonly pool: Pool;

  constructor(
    private readonly keys: ClientKeys,
    private readonly options: AlipayPlusClientOptions,
    private readonly clock: Clock,
  ) {
    const { baseUrl, connections, timeoutMs: timeout, onlyPublicHosts = false } = options;
    const connect = { timeout, ...(onlyPublicHosts && { lookup: publicLookup() }) };
    this.pool = new Pool(baseUrl, { connections, connect });
  }

  /** Sends this text to this path (and query), freshly signed. Never rejects: whatever goes wrong is `none`. Ends within the time-out. */
  async call(call: AlipayPlusCall): Promise<CallOutcome> {
    const { path: uri, body, maxAnswerBytes = usualAnswerBytes, timeoutMs = Infinity } = call;
    const { clientId } = this.options;
    const signal = AbortSignal.timeout(Math.max(1, Math.floor(Math.min(timeoutMs, this.options.timeoutMs))));
    let httpStatus: number | undefined;
    try {
      const headers = await this.sign(uri, body);
      const answer = await this.pool.request({ method: 'POST', path: uri, headers, body, signal });
      httpStatus = answer.statusCode;
      const rawBody = await readAtMost(answer.body as AsyncIterable<Uint8Array>, maxAnswerBytes);
      const read = { httpStatus, headers: answer.headers, rawBody };
      const now = this.clock.now();
      return readAnswer(read, { uri, clientId, now }, (version) => this.keys.publicKey(version));
    } catch (error) {
      return { kind: 'none', reason: signal.aborted ? 'timed out' : errorMessage(error), httpStatus };
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
      Signature: await signMessageBy(message, (content) => this.keys.sign(content)),
    };
  }
}

/** Rejects as soon as there is more, and hangs up. */
async function readAtMost(body: AsyncIterable<Uint8Array>, maxBytes: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > maxBytes) throw new Error(`an answer of more than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
