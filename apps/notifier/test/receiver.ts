import { setTimeout as pause } from 'node:timers/promises';
import { verifyMessage } from '@wallet/alipayplus';
import {
  AlipayPlusServer,
  newKeys,
  resultBody,
  signedAnswer,
  type Received,
  type SignedAnswer,
} from '@wallet/alipayplus-client/testing';

export const clientId = 'SANDBOX_5X00000000000001';
export const keys = { ours: newKeys(), theirs: newKeys() };

export type Response = Parameters<AlipayPlusServer['answer']>[1];
export type Behaviour = (response: Response, received: Received) => Promise<void> | void;

export interface Taken extends Received {
  readonly subject: string;
  readonly at: number;
}

/** Alipay+ at one address: acknowledges, unless it is told to do otherwise. */
export class Receiver {
  readonly taken: Taken[] = [];
  /** Of one subject, in turn; then as all others. */
  readonly planned = new Map<string, Behaviour[]>();
  behaviour: Behaviour = answering();
  url = '';
  private readonly server = new AlipayPlusServer();

  async start(): Promise<this> {
    this.server.answer = (received, response) => {
      const { paymentRequestId: subject } = JSON.parse(received.rawBody.toString()) as { paymentRequestId: string };
      this.taken.push({ ...received, subject, at: performance.now() });
      return (this.planned.get(subject)?.shift() ?? this.behaviour)(response, received);
    };
    this.url = await this.server.start();
    return this;
  }

  stop(): Promise<void> {
    return this.server.stop();
  }

  of(subject: string): Taken[] {
    return this.taken.filter((each) => each.subject === subject);
  }
}

/** A signed answer, S by default. */
export const answering =
  (over: Partial<SignedAnswer> & { readonly afterMs?: number } = {}): Behaviour =>
  async (response, { url }) => {
    if (over.afterMs) await pause(over.afterMs);
    const { headers, body } = await signed(url, over);
    response.writeHead(200, headers).end(body);
  };

export const signed = (url: string, over: Partial<SignedAnswer> = {}) =>
  signedAnswer(url, {
    clientId,
    keyVersion: '1',
    privateKey: keys.theirs.privateKey,
    body: resultBody('S', 'SUCCESS'),
    ...over,
  });

/** Whether its signature fits its own path and query, text and time. */
export function isSigned({ method, url: uri, headers, rawBody }: Received): boolean {
  const message = { method, uri, clientId, time: String(headers['request-time']), rawBody };
  const findKey = () => keys.ours.publicKey;
  return headers['client-id'] === clientId && verifyMessage(message, String(headers['signature']), findKey).ok;
}
