import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ConsentView, SentBack } from '../../../application/consent/consent-view';
import { pageOf } from './consent-pages';
import { noticePage, type NoticeName } from './notice-pages';
import { documentOf, type Page } from './page';
import { commonHeaders, formSources, pageHeaders } from './page-headers';
import type { PageRecord } from './page-record';

export interface PageSettings {
  /** What users call this wallet. */
  readonly walletName: string;
  /** As AUTH_REDIRECT_HOSTS has them. */
  readonly redirectHosts: readonly string[];
}

/** Where an answer goes. */
export interface Visitor {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

const retryAfterSeconds = 5;

/** Sends every answer for browsers: a page, or the way back to the auth client. */
export class PageReplies {
  private readonly formSources: string;

  constructor(
    private readonly settings: PageSettings,
    private readonly record: PageRecord,
  ) {
    this.formSources = formSources(settings.redirectHosts);
  }

  send({ request, reply }: Visitor, view: ConsentView | SentBack): void {
    if (view.kind !== 'sent-back') {
      const outcome = view.kind === 'obstacle' ? view.obstacle : view.kind;
      return this.sendPage({ request, reply }, pageOf(view), outcome);
    }
    this.record.answered(request.call, `sent-back-${view.decision}`, 303);
    void reply
      .code(303)
      .headers({ ...commonHeaders, location: view.returnUrl })
      .send();
  }

  sendNotice(visitor: Visitor, name: NoticeName, status?: number): void {
    this.sendPage(visitor, noticePage(name, status), name);
  }

  private sendPage({ request, reply }: Visitor, page: Page, outcome: string): void {
    this.record.answered(request.call, outcome, page.status);
    const headers = pageHeaders(page.hasForm ? this.formSources : "'none'");
    if (page.status === 429 || page.status === 503) headers['retry-after'] = String(retryAfterSeconds);
    void reply.code(page.status).headers(headers).send(documentOf(page, this.settings.walletName).text);
  }
}
