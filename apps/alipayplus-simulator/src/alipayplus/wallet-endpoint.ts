import type { KeyObject } from 'node:crypto';
import { apiPath, formatDateTime, signMessage, verifyMessage, type ApiName } from '@wallet/alipayplus';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { jsonOf } from '../request-body';
import type { JsonObject } from './exchange';

/** Ways of answering that Alipay+ has not agreed to. */
export const misbehaviours = ['hang', 'drop', 'error', 'unsigned', 'wrong-signature'] as const;
export type Misbehaviour = (typeof misbehaviours)[number];

/** Who answers, and whose signature is expected. */
export interface Alipayplus {
  readonly apiPrefix: string;
  readonly clientId: string;
  readonly alipayplusKey: KeyObject;
  readonly walletKey: KeyObject;
}

/** One call by the wallet, received `at` (ISO 8601). */
export interface WalletCall {
  readonly at: string;
  readonly body: JsonObject;
  readonly signature: 'valid' | 'invalid';
}

export interface PlannedAnswer {
  readonly body: JsonObject;
  readonly misbehaviour?: Misbehaviour | undefined;
}

/** An API that the wallet calls: verifies, lets `answer` decide, and answers signed or misbehaves. */
export function walletEndpoint(
  server: FastifyInstance,
  api: ApiName,
  alipayplus: Alipayplus,
  answer: (call: WalletCall) => PlannedAnswer,
): void {
  server.post(apiPath(api, alipayplus.apiPrefix), async (request, reply) => {
    const body = jsonOf(request.body) as JsonObject;
    const signature = isSignedByWallet(request, alipayplus) ? 'valid' : 'invalid';
    const planned = answer({ at: new Date().toISOString(), body, signature });
    return send(request, reply, planned, alipayplus);
  });
}

function isSignedByWallet(request: FastifyRequest, alipayplus: Alipayplus): boolean {
  const { 'client-id': clientId, 'request-time': time, signature } = request.headers;
  if (clientId !== alipayplus.clientId || typeof time !== 'string' || typeof signature !== 'string') return false;
  const message = { method: 'POST', uri: request.url, clientId, time, rawBody: request.body as Buffer };
  return verifyMessage(message, signature, () => alipayplus.walletKey).ok;
}

function send(
  request: FastifyRequest,
  reply: FastifyReply,
  planned: PlannedAnswer,
  alipayplus: Alipayplus,
): Promise<unknown> {
  switch (planned.misbehaviour) {
    case 'hang':
      return new Promise(() => undefined);
    case 'drop':
      request.raw.socket.destroy();
      return Promise.resolve(reply.hijack());
    case 'error':
      return Promise.resolve(reply.code(500).send('internal error'));
    case 'unsigned':
    case 'wrong-signature':
    case undefined:
      return sendSigned(request, reply, planned, alipayplus);
  }
}

async function sendSigned(
  request: FastifyRequest,
  reply: FastifyReply,
  { body, misbehaviour }: PlannedAnswer,
  { clientId, alipayplusKey }: Alipayplus,
): Promise<FastifyReply> {
  const rawBody = Buffer.from(JSON.stringify(body));
  const time = formatDateTime(new Date(), '+08:00');
  reply.header('client-id', clientId).header('response-time', time).type('application/json; charset=UTF-8');
  if (misbehaviour !== 'unsigned') {
    const uri = misbehaviour === 'wrong-signature' ? `${request.url}/other` : request.url;
    const message = { method: 'POST', uri, clientId, time, rawBody };
    reply.header('signature', await signMessage(message, { keyVersion: '1', privateKey: alipayplusKey }));
  }
  return reply.send(rawBody);
}
