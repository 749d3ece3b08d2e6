import type { CalledApi } from '@wallet/alipayplus';
import type { FastifyInstance } from 'fastify';
import { subjectOf, type Breaches } from '../conformance/breaches';
import { checkCall } from '../conformance/check-call';
import type { WalletCall } from '../conformance/wallet-call';
import type { Keys } from '../keys/keys';
import { jsonOf } from '../http/request-body';
import type { Journal } from '../journal/journal';
import type { JsonObject } from '../wire/exchange';
import type { PlannedAnswer } from '../wire/misbehaviour';
import { sendAnswer, type Signer } from '../wire/send-answer';

/** Who answers, and whose signature is expected. */
export interface Alipayplus extends Signer {
  readonly apiPrefix: string;
  readonly keys: Pick<Keys, 'signingKey' | 'walletKey'>;
  readonly breaches: Breaches;
  readonly journal: Journal;
}

export interface CalledAddress {
  readonly api: CalledApi;
  readonly path: string;
}

/** An address that the wallet calls: verifies, lets `answer` decide, and answers signed or misbehaves. */
export function walletEndpoint(
  server: FastifyInstance,
  { api, path }: CalledAddress,
  alipayplus: Alipayplus,
  answer: (call: WalletCall, rawBody: Buffer) => PlannedAnswer,
): void {
  server.post(path, async (request, reply) => {
    const received = jsonOf(request.body) as JsonObject;
    const { clientId, keys, breaches, journal } = alipayplus;
    const checked = checkCall(request, { api, clientId, findKey: keys.walletKey });
    breaches.add({ api, subject: subjectOf(received) }, checked.breaches ?? []);
    const times = { at: new Date().toISOString(), sentAt: request.headers['request-time']?.toString() };
    const to = request.host + request.url;
    const { body, misbehaviour } = answer({ ...times, to, body: received, ...checked }, request.body as Buffer);
    const remarks = [
      `signature ${checked.signature}`,
      ...(misbehaviour === undefined ? [] : [`answered ${misbehaviour}`]),
    ];
    journal.add({ at: times.at, by: 'wallet', api, request: received, answer: body, remarks });
    return sendAnswer({ request, reply, body, signer: alipayplus }, misbehaviour);
  });
}
