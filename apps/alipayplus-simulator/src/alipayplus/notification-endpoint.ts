import type { FastifyInstance } from 'fastify';
import type { Behaviours } from '../behaviours';
import type { Books } from './books';
import { noticeAnswer, type NoticeBehaviour } from './notice-behaviour';
import { walletEndpoint, type Alipayplus } from './wallet-endpoint';

export interface NotificationEndpointOptions extends Alipayplus {
  readonly books: Books;
  readonly behaviours: Behaviours<NoticeBehaviour>;
}

/** Alipay+'s end of notifyPayment: books, and answers as planned. */
export function notificationEndpoint(server: FastifyInstance, options: NotificationEndpointOptions): void {
  const { books, behaviours } = options;
  walletEndpoint(server, 'notifyPayment', options, (call) => {
    const isValid = call.signature === 'valid';
    const behaviour = isValid ? behaviours.next(String(call.body.paymentRequestId)) : 'F';
    books.bookNotification({ ...call, answered: behaviour });
    return noticeAnswer(behaviour, isValid ? 'PROCESS_FAIL' : 'INVALID_SIGNATURE');
  });
}
