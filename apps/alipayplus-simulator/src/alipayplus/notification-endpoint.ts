import { apiPath } from '@wallet/alipayplus';
import type { FastifyInstance } from 'fastify';
import type { Behaviours } from '../faults/behaviours';
import type { Books } from '../books/books';
import type { Faults } from '../faults/faults';
import type { FaultyEndpoint } from '../faults/fault-rules';
import { noticeAnswer, type NoticeBehaviour } from '../wire/notice-behaviour';
import { walletEndpoint, type Alipayplus } from './wallet-endpoint';

export interface NotificationEndpointOptions extends Alipayplus {
  readonly books: Books;
  readonly behaviours: Behaviours<NoticeBehaviour>;
  readonly faults: Faults;
}

/** Any path below is a `paymentNotifyUrl` of this simulator. */
const elsewhere = '/notify-elsewhere/*';

/** Alipay+'s end of notifyPayment, at its own address and elsewhere: books, and answers as planned; what cannot be right is refused. */
export function notificationEndpoint(server: FastifyInstance, options: NotificationEndpointOptions): void {
  const { books, behaviours, faults } = options;
  const listen = (path: string, endpoint: FaultyEndpoint): void =>
    walletEndpoint(server, { api: 'notifyPayment', path }, options, (call) => {
      const refusal = books.refusalOf(call);
      const subject = String(call.body.paymentRequestId);
      const planned = refusal ? 'F' : (behaviours.next(subject) ?? faults.next(endpoint, subject) ?? 'S');
      books.bookNotification({ ...call, answered: planned, refusal });
      return noticeAnswer(planned, refusal ?? 'PROCESS_FAIL');
    });
  listen(apiPath('notifyPayment', options.apiPrefix), 'notifyPayment');
  listen(elsewhere, 'notifyElsewhere');
}
