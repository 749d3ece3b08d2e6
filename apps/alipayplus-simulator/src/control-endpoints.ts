import { apiPaths, type ApiName } from '@wallet/alipayplus';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Books } from './alipayplus/books';
import type { GatewayClient } from './alipayplus/gateway-client';
import { notificationBehaviours, type NotificationBehaviour } from './alipayplus/notification-endpoint';
import type { Behaviours } from './behaviours';
import { smsBehaviours, type SmsBehaviour } from './phone/phone-endpoints';

const call = z.object({
  api: z.enum(Object.keys(apiPaths) as [ApiName, ...ApiName[]]),
  body: z.record(z.string(), z.unknown()),
  requestTime: z.string().optional(),
});

const plan = z.object({
  /** One payment or number; `*`: whoever comes next. */
  subject: z.string().default('*'),
  notifyPayment: z.array(z.enum(notificationBehaviours)).default([]),
  sms: z.array(z.enum(smsBehaviours)).default([]),
});

export interface ControlOptions {
  readonly gateway: GatewayClient;
  readonly books: Books;
  readonly notifications: Behaviours<NotificationBehaviour>;
  readonly sms: Behaviours<SmsBehaviour>;
}

/**
 * How a test or the CLI drives Alipay+: `POST /calls` makes one signed call, `GET /books` compares all that the wallet
 * has said, `GET /books/:paymentRequestId` shows one payment, `POST /behaviours` plans the next answers.
 */
export function controlEndpoints(
  server: FastifyInstance,
  { gateway, books, notifications, sms }: ControlOptions,
): void {
  server.post('/calls', async (request) => {
    const { api, body, requestTime } = call.parse(JSON.parse((request.body as Buffer).toString('utf8')));
    const exchange = await gateway.call(api, body, requestTime);
    books.bookExchange(exchange);
    return exchange;
  });

  server.get('/books', () => ({ payments: books.size, contradictions: books.contradictions() }));

  server.get<{ Params: { paymentRequestId: string } }>('/books/:paymentRequestId', ({ params }, reply) => {
    const payment = books.payment(params.paymentRequestId);
    return payment ?? reply.code(404).send({ error: `nothing is known of payment ${params.paymentRequestId}` });
  });

  server.post('/behaviours', (request, reply) => {
    const { subject, ...behaviours } = plan.parse(JSON.parse((request.body as Buffer).toString('utf8')));
    notifications.plan(subject, behaviours.notifyPayment);
    sms.plan(subject, behaviours.sms);
    return reply.code(204).send();
  });
}
