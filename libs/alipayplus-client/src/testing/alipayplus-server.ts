import type { KeyObject } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { signMessage } from '@wallet/alipayplus';

export interface Received {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly rawBody: Buffer;
}

export interface SignedAnswer {
  readonly clientId: string;
  readonly keyVersion: string;
  readonly privateKey: KeyObject;
  readonly body: string;
  /** `Response-Time`; now, when absent. */
  readonly time?: string;
}

/** Alipay+'s end of our calls on a real port, behaving as the spec says. */
export class AlipayPlusServer {
  readonly received: Received[] = [];
  answer: (received: Received, response: ServerResponse) => Promise<void> | void = () => undefined;
  private readonly server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const received = { method, url, headers, rawBody: Buffer.concat(chunks) };
      this.received.push(received);
      void this.answer(received, response);
    });
  });

  async start(): Promise<string> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    this.server.closeAllConnections();
    await closed;
  }
}

/** The headers and the body of an answer that is right in every way. */
export async function signedAnswer(uri: string, answer: SignedAnswer) {
  const { clientId, keyVersion, privateKey, body, time = new Date().toISOString() } = answer;
  const message = { method: 'POST', uri, clientId, time, rawBody: Buffer.from(body) };
  const signature = await signMessage(message, { keyVersion, privateKey });
  const headers: Record<string, string> = { 'client-id': clientId, 'response-time': time, signature };
  return { headers, body };
}

export const resultBody = (resultStatus: string, resultCode: string): string =>
  JSON.stringify({ result: { resultCode, resultStatus, resultMessage: 'as planned' } });
