import { servedApis, type ServedApi } from '../apis/apis';
import { paidFields, payKindOf, type Answer, type AnswerRules, type Fields } from '../apis/answer-rules';
import { codeFault, paymentCodes } from '../apis/codes';
import { formFaults } from './form-faults';
import type { WireResult } from '../apis/wire-fields';

/** What may be sent with `S` alone: it is worth something, or tells of something that was done. */
const onlyWithSuccess = ['authUrl', 'authCode', 'accessToken', 'refreshToken', 'refundId', 'refundTime'];

/**
 * All that Alipay+ could object to in the JSON of our answer to this call, each line a field and a rule, without values.
 * Fields that nobody knows are no fault.
 */
export function answerFaults(api: ServedApi, request: Fields, json: unknown): string[] {
  const { schema, codes, required = () => [] }: AnswerRules = servedApis[api].answer;
  const read = formFaults(schema, json);
  if (!read.ok) return read.faults;
  const answer = read.value as Answer;
  const { result, paymentResult } = answer;
  return [
    ...named('result.resultCode', codeFault(api, codes, result)),
    ...(paymentResult
      ? named('paymentResult.resultCode', codeFault('paymentResult', paymentCodes, paymentResult))
      : []),
    ...required(request, answer)
      .filter((field) => isAbsent(answer[field]))
      .map((field) => `${field}: is missing`),
    ...forbiddenFields(api, answer)
      .filter((field) => !isAbsent(answer[field]))
      .map((field) => `${field}: must not be there with this result`),
    ...named('result', statusFault(api, request, result)),
    ...named(
      'pspId',
      isAbsent(answer.pspId) || answer.pspId === request.pspId ? undefined : 'must be that of the call',
    ),
  ];
}

const isAbsent = (value: unknown): boolean => value === undefined || value === null;

const named = (field: string, fault: string | undefined): string[] =>
  fault === undefined ? [] : [`${field}: ${fault}`];

function forbiddenFields(api: ServedApi, { result, paymentResult }: Answer): string[] {
  if (api === 'inquiryPayment') {
    if (result.resultStatus !== 'S') return ['paymentResult', ...paidFields];
    return paymentResult?.resultStatus === 'S' ? [] : ['paymentTime'];
  }
  return result.resultStatus === 'S' ? [] : [...onlyWithSuccess, 'paymentTime'];
}

/** Call 2 of Easy Pay is never S, and a code is waited for by its calls 2 and 3 only. */
function statusFault(api: ServedApi, request: Fields, { resultStatus, resultCode }: WireResult): string | undefined {
  if (api !== 'pay') return undefined;
  const kind = payKindOf(request);
  if (kind === 'order' && resultStatus === 'S') return 'an order without its code must not be S';
  const waits = resultCode === 'VERIFICATION_IN_PROCESS';
  const mayWait = kind === undefined || kind === 'order' || kind.toLowerCase().endsWith('verification');
  return waits && !mayWait ? 'there is no code to wait for' : undefined;
}
