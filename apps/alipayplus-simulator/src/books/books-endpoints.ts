import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Agreements } from './agreements';
import type { Books } from './books';

const page = z.object({ after: z.string().optional(), limit: z.coerce.number().int().positive().optional() });

export interface BooksOptions {
  readonly books: Books;
  readonly agreements: Agreements;
  /** ISO 8601: nothing from before is known. */
  readonly startedAt: string;
}

/**
 * `GET /books` compares all that the wallet has said and counts its notices; `GET /books/report[?after=&limit=]` lists the payments
 * for reconciliation, by ascending id; `GET /books/:paymentRequestId` shows one payment.
 */
export function booksEndpoints(server: FastifyInstance, { books, agreements, startedAt }: BooksOptions): void {
  server.get('/books', () => ({
    startedAt,
    payments: books.size,
    notices: books.noticeCounts,
    contradictions: [...books.contradictions(), ...agreements.contradictions()],
  }));

  server.get('/books/report', (request) => {
    const { after, limit } = page.parse(request.query);
    return { payments: books.report(after, limit) };
  });

  server.get<{ Params: { paymentRequestId: string } }>('/books/:paymentRequestId', ({ params }, reply) => {
    const payment = books.payment(params.paymentRequestId);
    return payment ?? reply.code(404).send({ error: `nothing is known of payment ${params.paymentRequestId}` });
  });
}
