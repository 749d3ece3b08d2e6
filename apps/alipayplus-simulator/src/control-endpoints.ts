import { apis, type ApiName } from '@wallet/alipayplus';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Agreements } from './books/agreements';
import type { BookedGateway } from './alipayplus/booked-gateway';
import { isUnbindingBehaviour, type UnbindingBehaviour } from './alipayplus/consult-unbinding-endpoint';
import { headerForms } from './wire/header-forms';
import { isNoticeBehaviour, type NoticeBehaviour } from './wire/notice-behaviour';
import type { Behaviours } from './faults/behaviours';
import { smsBehaviours, type SmsBehaviour } from './phone/phone-endpoints';
import { isScanBehaviour, type ScanBehaviour } from './scan/scan-behaviour';
import { digitsOf } from './phone/sms-store';
import { jsonOf } from './http/request-body';

const call = z.object({
  api: z.enum(Object.keys(apis) as [ApiName, ...ApiName[]]),
  body: z.record(z.string(), z.unknown()),
  requestTime: z.string().optional(),
  keyVersion: z.string().optional(),
  namedVersion: z.string().nullish(),
  headerForm: z.enum(headerForms).optional(),
});

const noticeBehaviours = z.array(z.string().refine(isNoticeBehaviour, 'no such behaviour')).default([]);

const plan = z.strictObject({
  /** A payment, agreement (by its `referenceAgreementId`), auth client, scanned code or number; `*`: whoever comes next. */
  subject: z.string().default('*'),
  notifyPayment: noticeBehaviours,
  authNotify: noticeBehaviours,
  /** With the subject `*` or `inquiryCodeRules`. */
  inquiryCodeRules: noticeBehaviours,
  consultUnbinding: z.array(z.string().refine(isUnbindingBehaviour, 'no such behaviour')).default([]),
  userInitiatedPay: z.array(z.string().refine(isScanBehaviour, 'no such behaviour')).default([]),
  sms: z.array(z.enum(smsBehaviours)).default([]),
});

/** What Alipay+, the provider and the user do next, when they are asked. */
export interface Plans {
  readonly notifyPayment: Behaviours<NoticeBehaviour>;
  readonly authNotify: Behaviours<NoticeBehaviour>;
  readonly consultUnbinding: Behaviours<UnbindingBehaviour>;
  readonly userInitiatedPay: Behaviours<ScanBehaviour>;
  readonly inquiryCodeRules: Behaviours<NoticeBehaviour>;
  readonly sms: Behaviours<SmsBehaviour>;
}

export interface ControlOptions {
  readonly gateway: Pick<BookedGateway, 'call'>;
  readonly agreements: Agreements;
  readonly plans: Plans;
}

/**
 * How a test or the CLI drives Alipay+: `POST /calls` makes one signed call, `POST /behaviours` plans the next answers,
 * `GET /agreements` and `GET /agreements/:referenceAgreementId[?authClientId=]` show agreements.
 */
export function controlEndpoints(server: FastifyInstance, { gateway, agreements, plans }: ControlOptions): void {
  server.post('/calls', (request) => {
    const { api, body, ...manner } = call.parse(jsonOf(request.body));
    return gateway.call(api, body, manner);
  });

  server.get('/agreements', () => agreements.all());

  server.get<{ Params: { referenceAgreementId: string } }>('/agreements/:referenceAgreementId', (request) => {
    const { authClientId } = z.object({ authClientId: z.string().optional() }).parse(request.query);
    return agreements.agreement(request.params.referenceAgreementId, authClientId);
  });

  server.post('/behaviours', (request, reply) => {
    const { subject, ...planned } = plan.parse(jsonOf(request.body));
    plans.notifyPayment.plan(subject, planned.notifyPayment);
    plans.authNotify.plan(subject, planned.authNotify);
    plans.consultUnbinding.plan(subject, planned.consultUnbinding);
    plans.userInitiatedPay.plan(subject, planned.userInitiatedPay);
    plans.inquiryCodeRules.plan(subject, planned.inquiryCodeRules);
    plans.sms.plan(subject === '*' ? subject : digitsOf(subject), planned.sms);
    return reply.code(204).send();
  });
}
