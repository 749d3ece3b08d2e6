import type { ResultCode } from '@wallet/alipayplus';

/** What a user is told of a payment that did not come about. */
export interface Failure {
  /** For programs: a result code of Alipay+. */
  readonly code: string;
  readonly message: string;
  readonly whatToDo: string;
}

type Advice = Pick<Failure, 'message' | 'whatToDo'>;

const askShop = 'Ask the shop for a new code.';
const askWallet = 'Ask the support of your wallet.';
const another = 'Pay in another way.';

const advice: Partial<Record<ResultCode, Advice>> = {
  ACCESS_DENIED: { message: 'This payment is not allowed.', whatToDo: another },
  BUSINESS_NOT_SUPPORT: { message: 'This shop does not take this wallet.', whatToDo: another },
  INVALID_CONTRACT: { message: 'This shop does not take this wallet.', whatToDo: another },
  INVALID_CODE: { message: 'This code is not valid.', whatToDo: askShop },
  EXPIRED_CODE: { message: 'This code has expired.', whatToDo: askShop },
  ORDER_IS_CLOSED: { message: 'This order is closed.', whatToDo: askShop },
  REPEAT_REQ_INCONSISTENT: { message: 'This order has changed.', whatToDo: askShop },
  PARAM_ILLEGAL: { message: 'This order is not in order.', whatToDo: askShop },
  CURRENCY_NOT_SUPPORT: { message: 'Your wallet does not pay in this currency.', whatToDo: another },
  REGULATION_RESTRICTION: { message: 'The rules of this place do not allow this payment.', whatToDo: another },
  RISK_REJECT: { message: 'This payment was stopped for your safety.', whatToDo: askWallet },
  PAYMENT_AMOUNT_EXCEED_LIMIT: {
    message: 'The amount is above the limit of one payment.',
    whatToDo: 'Pay a smaller amount, or in another way.',
  },
  USER_AMOUNT_EXCEED_LIMIT: {
    message: 'You have reached the limit of what you may pay.',
    whatToDo: 'Pay in another way, or tomorrow.',
  },
  PAYMENT_COUNT_EXCEED_LIMIT: {
    message: 'You have reached the limit of payments.',
    whatToDo: 'Pay in another way, or tomorrow.',
  },
  USER_BALANCE_NOT_ENOUGH: {
    message: 'Your balance is not enough.',
    whatToDo: 'Top up your wallet and confirm again.',
  },
  USER_STATUS_ABNORMAL: { message: 'Your wallet cannot pay now.', whatToDo: askWallet },
  USER_NOT_EXIST: { message: 'Your wallet cannot pay now.', whatToDo: askWallet },
  USER_KYC_NOT_QUALIFIED: {
    message: 'You have to verify who you are first.',
    whatToDo: 'Verify yourself in your wallet, then scan again.',
  },
};

const other: Advice = { message: 'This payment is not possible.', whatToDo: `${askShop} ${another}` };

/** Of any code, also of one that we do not know. */
export const failureOf = (code: string): Failure => ({
  code,
  ...(Object.hasOwn(advice, code) ? (advice as Record<string, Advice>)[code]! : other),
});
