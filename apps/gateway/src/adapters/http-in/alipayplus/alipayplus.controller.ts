import { Controller, Post, Req, Res } from '@nestjs/common';
import { servedApis } from '@wallet/alipayplus';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SignedCalls } from './signed-calls';

/** The APIs that Alipay+ calls, by their paths below the prefix. */
@Controller()
export class AlipayPlusController {
  constructor(private readonly calls: SignedCalls) {}

  @Post(Object.values(servedApis).map(({ path }) => path))
  answer(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.calls.answer(request, reply);
  }
}
