import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ConsentView, SentBack } from '../../../application/consent/consent-view';
import { pageOf } from './consent-pages';
import { noticePage, type NoticeName } from './notice-pages';
import { documentOf, type Page } from './page';
import { pageHeaders } from './page-headers';
import type { PageRecord } from './page-record';

/** Where an answer goes. */
export interface Visitor {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

const retryAfterSeconds = 5;

/** Sends every answer for browsers. */
export class PageReplies {
  /** `walletName` is what users call this wallet. */
  constructor(
    private readonly walletName: string,
    private readonly record: PageRecord,
  ) {}

  send(visitor: Visitor, view: ConsentView | SentBack): void {
    this.sendPage(visitor, pageOf(view), outcomeOf(view));
  }

  sendNotice(visitor: Visitor, name: NoticeName, status?: number): void {
    this.sendPage(visitor, noticePage(name, status), name);
  }

  private sendPage({ request, reply }: Visitor, page: Page, outcome: string): void {
    this.record.answered(request.call, outcome, page.status);
    const headers = pageHeaders(page);
    if (page.status === 429 || page.status === 503) headers['retry-after'] = String(retryAfterSeconds);
    void reply.code(page.status).headers(headers).send(documentOf(page, this.walletName).text);
  }
}

function outcomeOf(view: ConsentView | SentBack): string {
  if (view.kind === 'sent-back') return `sent-back-${view.decision}`;
  return view.kind === 'obstacle' ? view.obstacle : view.kind;
}
