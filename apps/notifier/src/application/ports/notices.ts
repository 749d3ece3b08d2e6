import type { Reply } from '../../domain/outcome';

export interface Notice {
  /** Scheme, host and port; null for the agreed address. */
  readonly origin: string | null;
  /** The path and query to call and to sign. */
  readonly path: string;
  /** The exact text to send. */
  readonly body: string;
}

export type SentNotice = { readonly reply: Reply; readonly httpStatus: number | undefined };

/** Calls Alipay+. */
export interface Notices {
  /** Never rejects: whatever goes wrong is a reply of kind `none`. Ends within the agreed time-out. */
  send(notice: Notice): Promise<SentNotice>;
}
