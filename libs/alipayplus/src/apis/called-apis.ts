import type { z } from 'zod';
import type { Parsed } from '../results/parsed';
import { parseConsultUnbindingAnswer } from '../schemas/consult-unbinding';
import { parseCodeRulesAnswer } from '../schemas/answers/inquiry-code-rules';
import { parseResultAnswer } from '../schemas/result-answer';
import { parseUserInitiatedPayAnswer } from '../schemas/user-initiated-pay';
import {
  authNotifyForm,
  consultUnbindingForm,
  inquiryCodeRulesForm,
  notifyPaymentForm,
  userInitiatedPayForm,
} from './called-forms';

interface CalledRow {
  readonly path: string;
  readonly request: z.ZodType;
  readonly parseAnswer: (json: unknown) => Parsed<unknown>;
}

/** What we call at Alipay+: the path below the prefix, what Alipay+ may demand of our call, and how its answer is read. */
export const calledApis = {
  notifyPayment: {
    path: '/payments/notifyPayment',
    request: notifyPaymentForm,
    parseAnswer: parseResultAnswer,
  },
  authNotify: {
    path: '/authorizations/authNotify',
    request: authNotifyForm,
    parseAnswer: parseResultAnswer,
  },
  consultUnbinding: {
    path: '/authorizations/consultUnbinding',
    request: consultUnbindingForm,
    parseAnswer: parseConsultUnbindingAnswer,
  },
  userInitiatedPay: {
    path: '/payments/userInitiatedPay',
    request: userInitiatedPayForm,
    parseAnswer: parseUserInitiatedPayAnswer,
  },
  inquiryCodeRules: {
    path: '/codes/inquiryCodeRules',
    request: inquiryCodeRulesForm,
    parseAnswer: parseCodeRulesAnswer,
  },
} as const satisfies Record<string, CalledRow>;
export type CalledApi = keyof typeof calledApis;
