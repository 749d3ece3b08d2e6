import type { CalledApi } from '@wallet/alipayplus';
import type { FastifyInstance } from 'fastify';
import { subjectOf, type Breaches } from '../conformance/breaches';
import { checkCall } from '../conformance/check-call';
import type { UnprovenCode } from '../conformance/signed-message';
import type { Keys } from '../keys/keys';
import { jsonOf } from '../request-body';
import type { JsonObject } from '../wire/exchange';
import type { Misbehaviour } from '../wire/misbehaviour';
import { sendAnswer, type Signer } from '../wire/send-answer';

/** Who answers, and whose signature is expected. */
export interface Alipayplus extends Signer {
  readonly apiPrefix: string;
  readonly keys: Pick<Keys, 'signingKey' | 'walletKey'>;
  readonly breaches: Breaches;
}

/** One call by the wallet, received `at` (ISO 8601). */
export interface WalletCall {
  readonly at: string;
  /** Host, port and path that were called. */
  readonly to: string;
  readonly body: JsonObject;
  readonly signature: 'valid' | 'invalid';
  /** Why it is refused when it is not valid. */
  readonly unproven?: UnprovenCode;
  /** Of the wallet's key, as the call names it. */
  readonly walletKeyVersion?: string;
  /** What is wrong with it, whatever it says: see `Breaches`. Absent: nothing. */
  readonly breaches?: readonly string[];
}

export interface PlannedAnswer {
  readonly body: JsonObject;
  readonly misbehaviour?: Misbehaviour | undefined;
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
  answer: (call: WalletCall) => PlannedAnswer,
): void {
  server.post(path, async (request, reply) => {
    const received = jsonOf(request.body) as JsonObject;
    const { clientId, keys, breaches } = alipayplus;
    const checked = checkCall(request, { api, clientId, findKey: keys.walletKey });
    breaches.add({ api, subject: subjectOf(received) }, checked.breaches ?? []);
    const to = request.host + request.url;
    const { body, misbehaviour } = answer({ at: new Date().toISOString(), to, body: received, ...checked });
    return sendAnswer({ request, reply, body, signer: alipayplus }, misbehaviour);
  });
}
