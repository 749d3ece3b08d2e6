import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { metrics } from '@wallet/service';
import { AlipayPlusController } from './adapters/http-in/alipayplus.controller';
import { CallRecord } from './adapters/http-in/call-record';
import { PageErrorFilter } from './adapters/http-in/consent/page-error.filter';
import { EdgeErrorFilter } from './adapters/http-in/edge-error.filter';
import { RequestVerifier } from './adapters/http-in/request-verifier';
import { SignedCalls } from './adapters/http-in/signed-calls';
import { SignedErrorFilter } from './adapters/http-in/signed-error.filter';
import { SignedReplies } from './adapters/http-in/signed-replies';
import { Apis } from './application/apis';
import { ApplyTokenApi } from './application/authorization/apply-token';
import { CancelPaymentApi } from './application/cancel-payment';
import { CancelTokenApi } from './application/authorization/cancel-token';
import { ChallengeCustomer } from './application/challenge-customer';
import { Dispatch } from './application/dispatch';
import { EvaluatePayment } from './application/evaluate-payment';
import { InquirePayment } from './application/inquire-payment';
import { OpenOrder } from './application/open-order';
import { PayApi, type PaySteps } from './application/pay';
import { PayByToken } from './application/pay-by-token';
import { PrepareApi } from './application/authorization/prepare';
import { RecallPayment } from './application/recall-payment';
import { RefundApi } from './application/refund';
import { ResendOtp } from './application/resend-otp';
import { Secrets } from './application/secrets';
import { SendOtpApi } from './application/send-otp';
import { VerifyAndPay } from './application/verify-and-pay';
import { VerifyOtpApi } from './application/verify-otp';
import { WireAnswers } from './application/wire-answer';
import { ConsentModule } from './consent.module';
import { RedirectHosts } from './domain/redirect-hosts';
import type { GatewayParts } from './gateway-parts';

@Module({})
export class GatewayModule {
  static register(parts: GatewayParts): DynamicModule {
    metrics.gauge('gateway_waiters', 'Calls that wait for an answer, by who calls', ['caller'], (gauge) => {
      for (const [caller, { waiting }] of Object.entries(parts.commands)) gauge.set({ caller }, waiting);
    });
    return {
      module: GatewayModule,
      imports: [ConsentModule.register(parts)],
      controllers: [AlipayPlusController],
      providers: [...edgeProviders(parts), { provide: Apis, useFactory: () => createApis(parts) }],
    };
  }
}

function edgeProviders({ config, logger, clock, signatureKeys, unproven }: GatewayParts): Provider[] {
  const requestTimeWindowMs = config.REQUEST_TIME_WINDOW_SECONDS * 1000;
  const verifier = new RequestVerifier(
    (keyVersion) => signatureKeys.publicKey(keyVersion),
    { clientId: config.CLIENT_ID, requestTimeWindowMs },
    clock,
    logger,
  );
  const replies = new SignedReplies(
    () => signatureKeys.signingKey(),
    { clientId: config.CLIENT_ID, utcOffset: config.TIME_ZONE_OFFSET, maxSignatures: config.MAX_SIGNATURES },
    clock,
    new CallRecord(logger),
  );
  const signed = new SignedErrorFilter(replies, unproven, logger);
  return [
    { provide: SignedCalls, useFactory: () => new SignedCalls(verifier, replies) },
    {
      provide: APP_FILTER,
      inject: [PageErrorFilter],
      useFactory: (pages: PageErrorFilter) => new EdgeErrorFilter(signed, pages),
    },
  ];
}

function createApis({ config, commands, sealKeys }: GatewayParts): Apis {
  const pspId = config.PSP_ID;
  const others = { pspId, wallMs: config.WALL_MS };
  const moneyMoving = { ...others, wallMs: config.PAY_WALL_MS };
  const secrets = new Secrets(config.TOKEN_HASH_KEY_FILE, sealKeys);
  const dispatch = new Dispatch(commands.alipayplus, secrets, config.MAX_WAITERS);
  const answers = new WireAnswers({ pspId, utcOffset: config.TIME_ZONE_OFFSET, publicUrl: config.PUBLIC_URL });
  const redirectHosts = new RedirectHosts(config.AUTH_REDIRECT_HOSTS);
  const sendOtp = { resend: new ResendOtp(dispatch), challenge: new ChallengeCustomer(dispatch, secrets) };
  return {
    pay: new PayApi(paySteps(dispatch, secrets), answers, moneyMoving),
    inquiryPayment: new InquirePayment(dispatch, answers, others),
    cancelPayment: new CancelPaymentApi(dispatch, answers, moneyMoving),
    refund: new RefundApi(dispatch, answers, moneyMoving),
    prepare: new PrepareApi(dispatch, answers, { ...others, redirectHosts }),
    applyToken: new ApplyTokenApi(dispatch, secrets, answers, others),
    cancelToken: new CancelTokenApi(dispatch, secrets, answers, others),
    sendOTP: new SendOtpApi(sendOtp, answers, others),
    verifyOTP: new VerifyOtpApi(dispatch, secrets, answers, others),
  };
}

const paySteps = (dispatch: Dispatch, secrets: Secrets): PaySteps => ({
  evaluate: new EvaluatePayment(dispatch, secrets),
  openOrder: new OpenOrder(dispatch, secrets),
  verify: new VerifyAndPay(dispatch, secrets),
  payByToken: new PayByToken(dispatch, secrets),
  recall: new RecallPayment(dispatch),
});
