import { Controller, Post, Req, Res } from '@nestjs/common';
import { apiPaths } from '@wallet/alipayplus';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Apis } from '../../application/apis';
import { SignedCalls } from './signed-calls';

/** The APIs that Alipay+ calls, by their paths below the prefix. */
@Controller()
export class AlipayPlusController {
  constructor(
    private readonly calls: SignedCalls,
    private readonly apis: Apis,
  ) {}

  @Post(apiPaths.pay)
  pay(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    return this.calls.answer(this.apis.pay, request, reply);
  }

  @Post(apiPaths.inquiryPayment)
  inquiryPayment(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    return this.calls.answer(this.apis.inquiryPayment, request, reply);
  }

  @Post(apiPaths.prepare)
  prepare(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    return this.calls.answer(this.apis.prepare, request, reply);
  }

  @Post(apiPaths.applyToken)
  applyToken(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    return this.calls.answer(this.apis.applyToken, request, reply);
  }

  @Post(apiPaths.cancelToken)
  cancelToken(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    return this.calls.answer(this.apis.cancelToken, request, reply);
  }

  @Post(apiPaths.sendOTP)
  sendOTP(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    return this.calls.answer(this.apis.sendOTP, request, reply);
  }

  @Post(apiPaths.verifyOTP)
  verifyOTP(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    return this.calls.answer(this.apis.verifyOTP, request, reply);
  }

  @Post(apiPaths.cancelPayment)
  cancelPayment(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    return this.calls.answer(this.apis.cancelPayment, request, reply);
  }

  @Post(apiPaths.refund)
  refund(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    return this.calls.answer(this.apis.refund, request, reply);
  }
}
