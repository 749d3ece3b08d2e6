import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import type { SealKeys } from '@wallet/contracts';
import type { Clock } from '@wallet/kernel';
import type { SignatureKeys } from '@wallet/key-store';
import { metrics, type Logger } from '@wallet/service';
import { AlipayPlusController } from './adapters/http/alipayplus.controller';
import { CallRecord } from './adapters/http/call-record';
import { RequestVerifier } from './adapters/http/request-verifier';
import { SignedCalls } from './adapters/http/signed-calls';
import { SignedErrorFilter } from './adapters/http/signed-error.filter';
import { SignedReplies } from './adapters/http/signed-replies';
import { AnswerUnknown } from './application/answer-unknown';
import { Apis } from './application/apis';
import { Dispatch, type Commands } from './application/dispatch';
import { EvaluatePayment } from './application/evaluate-payment';
import { InquirePayment } from './application/inquire-payment';
import { OpenOrder } from './application/open-order';
import { PayApi } from './application/pay';
import { RecallPayment } from './application/recall-payment';
import { ResendOtp } from './application/resend-otp';
import { VerifyAndPay } from './application/verify-and-pay';
import { WireAnswers } from './application/wire-answer';
import type { Config } from './config';

/** What the gateway is made of; `main.ts` makes the real ones. */
export interface GatewayParts {
  readonly config: Config;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly commands: Commands;
  readonly signatureKeys: SignatureKeys;
  readonly sealKeys: SealKeys;
}

@Module({})
export class GatewayModule {
  static register(parts: GatewayParts): DynamicModule {
    metrics.gauge('gateway_waiters', 'Calls that wait for an answer', [], (gauge) => gauge.set(parts.commands.waiting));
    return {
      module: GatewayModule,
      controllers: [AlipayPlusController],
      providers: [...edgeProviders(parts), { provide: Apis, useFactory: () => createApis(parts) }],
    };
  }
}

function edgeProviders({ config, logger, clock, signatureKeys }: GatewayParts): Provider[] {
  const requestTimeWindowMs = config.REQUEST_TIME_WINDOW_SECONDS * 1000;
  const verifier = new RequestVerifier(
    (keyVersion) => signatureKeys.publicKey(keyVersion),
    { clientId: config.CLIENT_ID, requestTimeWindowMs },
    clock,
    logger,
  );
  const replies = new SignedReplies(
    () => signatureKeys.signingKey(),
    { clientId: config.CLIENT_ID, utcOffset: config.TIME_ZONE_OFFSET },
    clock,
    new CallRecord(logger),
  );
  return [
    { provide: SignedCalls, useFactory: () => new SignedCalls(verifier, replies) },
    { provide: APP_FILTER, useFactory: () => new SignedErrorFilter(replies, logger) },
  ];
}

function createApis({ config, commands, sealKeys }: GatewayParts): Apis {
  const pspId = config.PSP_ID;
  const read = { pspId, wallMs: config.WALL_MS };
  const pay = { pspId, wallMs: config.PAY_WALL_MS, otpLength: config.OTP_LENGTH };
  const dispatch = new Dispatch(commands, config.MAX_WAITERS);
  const answers = new WireAnswers({ pspId, utcOffset: config.TIME_ZONE_OFFSET });
  const steps = {
    evaluate: new EvaluatePayment(dispatch),
    openOrder: new OpenOrder(dispatch),
    verify: new VerifyAndPay(dispatch, sealKeys),
    recall: new RecallPayment(dispatch),
  };
  return new Apis(
    new PayApi(steps, answers, pay),
    new InquirePayment(dispatch, answers, read),
    new ResendOtp(dispatch, answers, read),
    new AnswerUnknown(config.PAY_WALL_MS),
  );
}
