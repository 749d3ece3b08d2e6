import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DecideOnConsent } from '../../../application/consent/decide-on-consent';
import type { Call } from '../../../application/dispatch';
import { ShowConsentPage } from '../../../application/consent/show-consent-page';
import { formOf, sessionOf } from './consent-input';
import { commonHeaders } from './page-headers';
import { PageReplies } from './page-replies';
import { styleSheet } from './style-sheet';

/** Within which a page is answered, from the request's headers on. */
export abstract class PageWall {
  abstract readonly wallMs: number;
}

/** The consent page in a user's browser. Nothing needs a script or a cookie. */
@Controller('consent')
export class ConsentController {
  constructor(
    private readonly page: ShowConsentPage,
    private readonly decision: DecideOnConsent,
    private readonly replies: PageReplies,
    private readonly wall: PageWall,
  ) {}

  @Get('style.css')
  style(@Res() reply: FastifyReply) {
    const headers = {
      ...commonHeaders,
      'content-type': 'text/css; charset=utf-8',
      'cache-control': 'public, max-age=300',
    };
    void reply.headers(headers).send(styleSheet);
  }

  @Get(':consentId')
  async show(@Param('consentId') consentId: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const view = await this.page.execute({ consentId, session: sessionOf(request.query) }, this.callOf(request));
    this.replies.send({ request, reply }, view);
  }

  @Post(':consentId')
  async decide(@Param('consentId') consentId: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const form = formOf(request);
    if (!form) return this.replies.sendNotice({ request, reply }, 'bad-form');
    const view = await this.decision.execute({ ...form, consentId }, this.callOf(request));
    this.replies.send({ request, reply }, view);
  }

  private callOf({ call: { arrivedAt, traceparent } }: FastifyRequest): Call {
    return { deadline: new Date(arrivedAt + this.wall.wallMs), traceparent };
  }
}
