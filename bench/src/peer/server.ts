import { randomBytes, type KeyObject } from 'node:crypto';
import {
  apiPath,
  formatDateTime,
  parseHeaderTime,
  parseStrictJson,
  servedApis,
  signMessage,
  verifyMessage,
} from '@wallet/alipayplus';
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { refused, type PayAnswer, type Payments } from './payments';

export interface ServerOptions {
  readonly clientId: string;
  readonly pspId: string;
  readonly alipayplusKey: KeyObject;
  readonly walletKey: KeyObject;
  readonly payments: Payments;
  readonly logger: Logger;
}

interface Answered {
  readonly answer: PayAnswer;
  readonly paymentRequestId?: string;
}

const uri = apiPath('pay');
const requestTimeWindowMs = 300_000;

/** `pay` over HTTP: verified over the raw bytes, parsed once, answered signed, logged in one line. */
export function peerServer(options: ServerOptions): FastifyInstance {
  const { clientId, walletKey, logger } = options;
  const server = Fastify({ bodyLimit: 64 * 1024, keepAliveTimeout: 60_000 });
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_, body, done) => done(null, body));
  server.post(uri, async (request, reply) => {
    const arrivedAt = Date.now();
    const traceId = randomBytes(16).toString('hex');
    const { answer, paymentRequestId } = await answered(request, traceId, options).catch((error: unknown): Answered => {
      logger.error({ traceId, err: error }, 'call failed');
      return { answer: refused('UNKNOWN_EXCEPTION') };
    });
    const rawBody = Buffer.from(JSON.stringify(answer));
    const time = formatDateTime(new Date(), '+08:00');
    const message = { method: 'POST', uri, clientId, time, rawBody };
    const signature = await signMessage(message, { keyVersion: '1', privateKey: walletKey });
    const { resultCode } = answer.result;
    logger.info({ traceId, api: 'pay', paymentRequestId, resultCode, ms: Date.now() - arrivedAt }, 'call answered');
    const contentType = 'application/json; charset=UTF-8';
    return reply
      .headers({ 'client-id': clientId, 'response-time': time, signature, 'content-type': contentType })
      .send(rawBody);
  });
  return server;
}

async function answered({ headers, body }: FastifyRequest, traceId: string, options: ServerOptions): Promise<Answered> {
  const { 'client-id': clientId, 'request-time': time, signature } = headers;
  if (clientId !== options.clientId) return { answer: refused('INVALID_CLIENT') };
  if (typeof time !== 'string') return { answer: refused('PARAM_ILLEGAL', 'one Request-Time header is needed') };
  const rawBody = body as Buffer;
  const verified = verifyMessage(
    { method: 'POST', uri, clientId, time, rawBody },
    String(signature),
    (version = '1') => (version === '1' ? options.alipayplusKey : undefined),
  );
  if (!verified.ok) return { answer: refused(verified.code, verified.reason) };
  const requestedAt = parseHeaderTime(time);
  if (!requestedAt) return { answer: refused('PARAM_ILLEGAL', 'Request-Time is malformed') };
  const json = parseStrictJson(rawBody);
  const pay = json.ok ? servedApis.pay.parse(json.value) : json;
  if (!pay.ok) return { answer: refused(pay.code, `${pay.field} ${pay.reason}`) };
  if (pay.value.pspId !== options.pspId) return { answer: refused('PARAM_ILLEGAL', 'pspId is not ours') };
  if (pay.value.kind !== 'agreementPayment') return { answer: refused('BUSINESS_NOT_SUPPORT') };
  const now = new Date();
  const isStale = Math.abs(requestedAt.getTime() - now.getTime()) > requestTimeWindowMs;
  const { paymentRequestId } = pay.value;
  return { paymentRequestId, answer: await options.payments.execute(pay.value, { now, isStale }) };
}
