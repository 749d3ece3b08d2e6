import type { Reply } from '../../domain/outcome';
import type { NewDelivery } from './deliveries';

export type Notice = Pick<NewDelivery, 'kind' | 'origin' | 'path' | 'body'>;

export type SentNotice = { readonly reply: Reply; readonly httpStatus: number | undefined };

/** Calls Alipay+. */
export interface Notices {
  /** Never rejects: whatever goes wrong is a reply of kind `none`. Ends within the agreed time-out. */
  send(notice: Notice): Promise<SentNotice>;
}
