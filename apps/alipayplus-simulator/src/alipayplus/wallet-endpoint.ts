import type { KeyObject } from 'node:crypto';
import { verifyMessage } from '@wallet/alipayplus';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { jsonOf } from '../request-body';
import type { JsonObject } from './exchange';
import type { Misbehaviour } from './misbehaviour';
import { sendAnswer, type Signer } from './send-answer';

/** Who answers, and whose signature is expected. */
export interface Alipayplus extends Signer {
  readonly apiPrefix: string;
  readonly walletKey: KeyObject;
}

/** One call by the wallet, received `at` (ISO 8601). */
export interface WalletCall {
  readonly at: string;
  /** Host, port and path that were called. */
  readonly to: string;
  readonly body: JsonObject;
  readonly signature: 'valid' | 'invalid';
}

export interface PlannedAnswer {
  readonly body: JsonObject;
  readonly misbehaviour?: Misbehaviour | undefined;
}

/** An address that the wallet calls: verifies, lets `answer` decide, and answers signed or misbehaves. */
export function walletEndpoint(
  server: FastifyInstance,
  path: string,
  alipayplus: Alipayplus,
  answer: (call: WalletCall) => PlannedAnswer,
): void {
  server.post(path, async (request, reply) => {
    const received = jsonOf(request.body) as JsonObject;
    const signature = isSignedByWallet(request, alipayplus) ? 'valid' : 'invalid';
    const to = request.host + request.url;
    const { body, misbehaviour } = answer({ at: new Date().toISOString(), to, body: received, signature });
    return sendAnswer({ request, reply, body, signer: alipayplus }, misbehaviour);
  });
}

function isSignedByWallet(request: FastifyRequest, alipayplus: Alipayplus): boolean {
  const { 'client-id': clientId, 'request-time': time, signature } = request.headers;
  if (clientId !== alipayplus.clientId || typeof time !== 'string' || typeof signature !== 'string') return false;
  const message = { method: 'POST', uri: request.url, clientId, time, rawBody: request.body as Buffer };
  return verifyMessage(message, signature, () => alipayplus.walletKey).ok;
}
