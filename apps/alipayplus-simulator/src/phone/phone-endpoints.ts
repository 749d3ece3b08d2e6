import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Behaviours } from '../faults/behaviours';
import { jsonOf } from '../http/request-body';
import { digitsOf, type SmsStore } from './sms-store';

/** What the SMS provider does: `refused` is its definite no, `hang` never answers, `error` is a 500. */
export const smsBehaviours = ['sent', 'refused', 'hang', 'error'] as const;
export type SmsBehaviour = (typeof smsBehaviours)[number];

const message = z.object({ to: z.string().min(1), text: z.string().min(1) });

/** The SMS provider (`POST /sms`) and the user's phone (`GET /sms?to=…`, newest first). */
export function phoneEndpoints(server: FastifyInstance, store: SmsStore, behaviours: Behaviours<SmsBehaviour>): void {
  server.post('/sms', async (request, reply) => {
    const { to, text } = message.parse(jsonOf(request.body));
    const behaviour = behaviours.next(digitsOf(to)) ?? 'sent';
    if (behaviour === 'refused') return reply.code(400).send({ error: 'the provider refuses this number' });
    if (behaviour === 'error') return reply.code(500).send({ error: 'the provider is broken' });
    if (behaviour === 'hang') return new Promise(() => undefined);
    store.receive(to, text);
    return reply.code(202).send({ accepted: true });
  });

  server.get('/sms', (request) => {
    const { to } = z.object({ to: z.string().optional() }).parse(request.query);
    return to === undefined ? store.all() : store.messages(to);
  });
}
