import type { ServedApi } from '../apis';
import { parsePayKind } from '../schemas/pay-kind';
import { answerSchemas } from './answer-schemas';
import { codeFault } from './codes-by-api';
import { formFaults } from './form-faults';
import type { WireResult } from './wire-fields';

type Fields = Readonly<Record<string, unknown>>;

interface Answer extends Fields {
  readonly result: WireResult;
  readonly paymentResult?: WireResult | null;
}

/** What may be sent with `S` alone: it is worth something, or tells of something that was done. */
const onlyWithSuccess = ['authUrl', 'authCode', 'accessToken', 'refreshToken', 'refundId', 'refundTime'];

/**
 * All that Alipay+ could object to in the JSON of our answer to this call, each line a field and a rule, without values.
 * Fields that nobody knows are no fault.
 */
export function answerFaults(api: ServedApi, request: Fields, json: unknown): string[] {
  const read = formFaults(answerSchemas[api], json);
  if (!read.ok) return read.faults;
  const answer = read.value as Answer;
  const { result, paymentResult } = answer;
  return [
    ...named('result.resultCode', codeFault(api, result)),
    ...(paymentResult ? named('paymentResult.resultCode', codeFault('paymentResult', paymentResult)) : []),
    ...requiredFields(api, request, answer)
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

const paid = ['paymentId', 'paymentTime'];

/** By API what an S must have; that of `pay` depends on its kind. */
const requiredWithSuccess: Readonly<
  Record<Exclude<ServedApi, 'pay'>, (request: Fields, answer: Answer) => readonly string[]>
> = {
  inquiryPayment: (_, { paymentResult }) => ['paymentResult', ...(paymentResult?.resultStatus === 'S' ? paid : [])],
  cancelPayment: () => [],
  refund: () => ['refundId', 'refundTime'],
  sendOTP: () => ['verifyRequestId'],
  verifyOTP: () => [],
  prepare: ({ authorizationAction }) => (authorizationAction === 'SMS' ? ['authCode', 'verifyRequestId'] : ['authUrl']),
  applyToken: (_, { refreshToken }) => [
    'accessToken',
    'accessTokenExpiryTime',
    ...(isAbsent(refreshToken) ? [] : ['refreshTokenExpiryTime']),
  ],
  cancelToken: () => [],
};

function requiredFields(api: ServedApi, request: Fields, answer: Answer): readonly string[] {
  if (api === 'pay') return requiredOfPay(request, answer.result);
  return answer.result.resultStatus === 'S' ? requiredWithSuccess[api](request, answer) : [];
}

function requiredOfPay(request: Fields, { resultStatus, resultCode }: WireResult): string[] {
  const kind = kindOf(request);
  if (resultStatus === 'S' && kind !== 'evaluation') return paid;
  return kind === 'order' && resultCode === 'VERIFICATION_IN_PROCESS' ? ['verifyRequestId'] : [];
}

function forbiddenFields(api: ServedApi, { result, paymentResult }: Answer): string[] {
  if (api === 'inquiryPayment') {
    if (result.resultStatus !== 'S') return ['paymentResult', ...paid];
    return paymentResult?.resultStatus === 'S' ? [] : ['paymentTime'];
  }
  return result.resultStatus === 'S' ? [] : [...onlyWithSuccess, 'paymentTime'];
}

/** Call 2 of Easy Pay is never S, and a code is waited for by its calls 2 and 3 only. */
function statusFault(api: ServedApi, request: Fields, { resultStatus, resultCode }: WireResult): string | undefined {
  if (api !== 'pay') return undefined;
  const kind = kindOf(request);
  if (kind === 'order' && resultStatus === 'S') return 'an order without its code must not be S';
  const waits = resultCode === 'VERIFICATION_IN_PROCESS';
  const mayWait = kind === undefined || kind === 'order' || kind.toLowerCase().endsWith('verification');
  return waits && !mayWait ? 'there is no code to wait for' : undefined;
}

function kindOf(request: Fields) {
  const kind = parsePayKind(request);
  return kind.ok ? kind.value : undefined;
}
