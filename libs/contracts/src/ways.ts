import { challengeCustomer } from './auth/challenge-customer';
import { evaluateCustomer } from './auth/evaluate-customer';
import { identifyPayer } from './auth/identify-payer';
import { identifyScanner } from './auth/identify-scanner';
import { issueTokens } from './auth/issue-tokens';
import { prepareAuthorization } from './auth/prepare-authorization';
import { resolvePayer } from './auth/resolve-payer';
import { verifyCustomer } from './auth/verify-customer';
import { checkOtp } from './otp/check-otp';
import { sendOtp } from './otp/send-otp';
import { evaluatePayment } from './payments/evaluate-payment';
import { openOrder } from './payments/open-order';
import { payByToken } from './payments/pay-by-token';
import { proposeOtp } from './payments/propose-otp';
import { recordScannedOrder } from './payments/record-scanned-order';
import { settlePayment } from './payments/settle-payment';
import type { Topic } from './topic/define-topic';

type Way<Payload> = (payload: Payload) => readonly Topic<unknown>[];

const goesOn = <Payload>(from: Topic<Payload>, way: Way<Payload>): [string, Way<unknown>] => [
  from.name,
  way as Way<unknown>,
];

const afterCheck = { order: [settlePayment], 'auth-code': [issueTokens], 'access-token': [] };

/** Where the gateway's commands go on to; what is not here is answered by whom it is sent to. */
const ways = new Map([
  goesOn(evaluateCustomer, () => [evaluatePayment]),
  goesOn(identifyPayer, () => [openOrder, sendOtp]),
  goesOn(resolvePayer, () => [payByToken]),
  goesOn(identifyScanner, () => [recordScannedOrder]),
  goesOn(proposeOtp, () => [sendOtp]),
  goesOn(challengeCustomer, () => [sendOtp]),
  goesOn(verifyCustomer, () => [checkOtp]),
  goesOn(prepareAuthorization, ({ flow }) => (flow.kind === 'sms' ? [sendOtp] : [])),
  goesOn(checkOtp, ({ subject }) => afterCheck[subject]),
]);

/** The topics that a command of the gateway passes until it is answered, its own first; fewer when it is refused before. */
export const wayOf = <Payload>(topic: Topic<Payload>, payload: Payload): readonly Topic<unknown>[] => [
  topic,
  ...(ways.get(topic.name)?.(payload) ?? []),
];

/** The service that consumes the topic's commands, or publishes its facts. */
export const ownerOf = ({ name }: Pick<Topic<unknown>, 'name'>): string => name.split('.', 1).join();
