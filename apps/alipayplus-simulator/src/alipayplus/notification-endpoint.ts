import type { KeyObject } from 'node:crypto';
import { apiPath, formatDateTime, result, signMessage, verifyMessage, type ResultCode } from '@wallet/alipayplus';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Behaviours } from '../behaviours';
import type { Books } from './books';
import type { JsonObject } from './exchange';

/** How to answer a notification: by a signed result, or not as agreed. */
export const notificationBehaviours = ['S', 'F', 'U', 'hang', 'drop', 'error', 'unsigned', 'wrong-signature'] as const;
export type NotificationBehaviour = (typeof notificationBehaviours)[number];

export interface NotificationEndpointOptions {
  readonly apiPrefix: string;
  readonly clientId: string;
  readonly alipayplusKey: KeyObject;
  readonly walletKey: KeyObject;
  readonly books: Books;
  readonly behaviours: Behaviours<NotificationBehaviour>;
}

const resultCodeOf: Partial<Record<NotificationBehaviour, ResultCode>> = { F: 'PROCESS_FAIL', U: 'UNKNOWN_EXCEPTION' };

/** Alipay+'s end of notifyPayment: verifies, books, answers signed, or misbehaves as planned. */
export function notificationEndpoint(server: FastifyInstance, options: NotificationEndpointOptions): void {
  server.post(apiPath('notifyPayment', options.apiPrefix), async (request, reply) => {
    const rawBody = request.body as Buffer;
    const body = JSON.parse(rawBody.toString('utf8')) as JsonObject;
    const isValid = isSignedByWallet(request, rawBody, options);
    const behaviour = isValid ? options.behaviours.next(String(body.paymentRequestId)) : 'F';
    options.books.bookNotification({
      at: new Date().toISOString(),
      body,
      signature: isValid ? 'valid' : 'invalid',
      answered: behaviour,
    });
    if (!isValid) return sendSigned(request, reply, { code: 'INVALID_SIGNATURE', behaviour: 'F' }, options);
    return behave(request, reply, behaviour, options);
  });
}

function isSignedByWallet(request: FastifyRequest, rawBody: Buffer, options: NotificationEndpointOptions): boolean {
  const { 'client-id': clientId, 'request-time': time, signature } = request.headers;
  if (clientId !== options.clientId || typeof time !== 'string' || typeof signature !== 'string') return false;
  const message = { method: 'POST', uri: request.url, clientId, time, rawBody };
  return verifyMessage(message, signature, () => options.walletKey).ok;
}

function behave(
  request: FastifyRequest,
  reply: FastifyReply,
  behaviour: NotificationBehaviour,
  options: NotificationEndpointOptions,
): Promise<unknown> {
  switch (behaviour) {
    case 'hang':
      return new Promise(() => undefined);
    case 'drop':
      request.raw.destroy();
      return Promise.resolve(reply.hijack());
    case 'error':
      return Promise.resolve(reply.code(500).send('internal error'));
    case 'S':
    case 'F':
    case 'U':
    case 'unsigned':
    case 'wrong-signature':
      return sendSigned(request, reply, { code: resultCodeOf[behaviour] ?? 'SUCCESS', behaviour }, options);
  }
}

async function sendSigned(
  request: FastifyRequest,
  reply: FastifyReply,
  { code, behaviour }: { code: ResultCode; behaviour: NotificationBehaviour },
  { clientId, alipayplusKey }: NotificationEndpointOptions,
): Promise<FastifyReply> {
  const rawBody = Buffer.from(JSON.stringify({ result: result(code) }));
  const time = formatDateTime(new Date(), '+08:00');
  reply.header('client-id', clientId).header('response-time', time).type('application/json; charset=UTF-8');
  if (behaviour !== 'unsigned') {
    const uri = behaviour === 'wrong-signature' ? `${request.url}/other` : request.url;
    const message = { method: 'POST', uri, clientId, time, rawBody };
    reply.header('signature', await signMessage(message, { keyVersion: '1', privateKey: alipayplusKey }));
  }
  return reply.send(rawBody);
}
