/** `S` done, `F` refused for good, `U` unknown: the caller repeats or inquires. */
export type ResultStatus = 'S' | 'F' | 'U';

/** Every result code that this wallet sends, with the one status it may have. See docs/alipayplus.md#result-codes. */
export const resultCodes = {
  SUCCESS: { status: 'S', message: 'success.' },

  PAYMENT_IN_PROCESS: { status: 'U', message: 'The payment is being processed.' },
  VERIFICATION_IN_PROCESS: { status: 'U', message: 'The verification is still under process.' },
  OTP_VERIFICATION_FAILED: { status: 'U', message: 'The one-time password is not right.' },
  REQUEST_TRAFFIC_EXCEED_LIMIT: { status: 'U', message: 'Too many requests; repeat the same request later.' },
  UNKNOWN_EXCEPTION: { status: 'U', message: 'The result is unknown; repeat the same request or inquire.' },

  PROCESS_FAIL: { status: 'F', message: 'A general business failure occurred.' },
  PARAM_ILLEGAL: { status: 'F', message: 'A parameter is missing or malformed.' },
  ACCESS_DENIED: { status: 'F', message: 'Access is denied.' },
  INVALID_CLIENT: { status: 'F', message: 'The client is unknown.' },
  INVALID_SIGNATURE: { status: 'F', message: 'The signature is invalid.' },
  KEY_NOT_FOUND: { status: 'F', message: 'There is no key of this version for the client.' },
  NO_INTERFACE_DEF: { status: 'F', message: 'There is no such API.' },
  METHOD_NOT_SUPPORTED: { status: 'F', message: 'Only POST is supported.' },
  MEDIA_TYPE_NOT_ACCEPTABLE: { status: 'F', message: 'Only application/json in UTF-8 is accepted.' },
  REPEAT_REQ_INCONSISTENT: { status: 'F', message: 'The repeated request differs from the first one.' },

  ORDER_NOT_EXIST: { status: 'F', message: 'The order does not exist.' },
  ORDER_IS_CLOSED: { status: 'F', message: 'The order is closed.' },
  PAYMENT_AMOUNT_EXCEED_LIMIT: { status: 'F', message: 'The amount exceeds the limit of one payment.' },
  USER_AMOUNT_EXCEED_LIMIT: { status: 'F', message: "The user's accumulated amount exceeds the limit." },
  PAYMENT_COUNT_EXCEED_LIMIT: { status: 'F', message: "The user's number of payments exceeds the limit." },
  INVALID_TOKEN: { status: 'F', message: 'The access token is invalid.' },
  EXPIRED_ACCESS_TOKEN: { status: 'F', message: 'The access token has expired.' },
  USER_BALANCE_NOT_ENOUGH: { status: 'F', message: 'The balance is not enough.' },
  USER_NOT_EXIST: { status: 'F', message: 'The user does not exist.' },
  USER_STATUS_ABNORMAL: { status: 'F', message: "The user's status does not allow payments." },
  USER_KYC_NOT_QUALIFIED: { status: 'F', message: "The user's verification level does not allow this payment." },
  USER_PAYMENT_VERIFICATION_FAILED: { status: 'F', message: 'The verification of the user failed.' },
  RISK_REJECT: { status: 'F', message: 'The payment is rejected by risk control.' },
  UNAVAILABLE_PAYMENT_METHOD: { status: 'F', message: 'The payment method is unavailable.' },
  MERCHANT_NOT_REGISTERED: { status: 'F', message: 'The merchant is not registered.' },
  INVALID_CODE: { status: 'F', message: 'The code is invalid.' },
  EXPIRED_CODE: { status: 'F', message: 'The code has expired.' },
  USED_CODE: { status: 'F', message: 'The code has been used.' },
  INVALID_AUTH_CLIENT: { status: 'F', message: 'The auth client is invalid.' },
  INVALID_REFRESH_TOKEN: { status: 'F', message: 'The refresh token is invalid.' },
  EXPIRED_REFRESH_TOKEN: { status: 'F', message: 'The refresh token has expired.' },
  USED_REFRESH_TOKEN: { status: 'F', message: 'The refresh token has been used.' },
  BUSINESS_NOT_SUPPORT: { status: 'F', message: 'This business is not supported.' },
  CURRENCY_NOT_SUPPORT: { status: 'F', message: 'The currency is not supported.' },
  REGULATION_RESTRICTION: { status: 'F', message: 'Regulation does not allow this payment.' },
  INVALID_CONTRACT: { status: 'F', message: 'The contract is invalid.' },
  CANCEL_WINDOW_EXCEED: { status: 'F', message: 'The payment can no longer be cancelled.' },
  REFUND_AMOUNT_EXCEED: { status: 'F', message: 'The refunds would exceed the payment.' },
  REFUND_WINDOW_EXCEED: { status: 'F', message: 'The payment can no longer be refunded.' },
} as const satisfies Record<string, { readonly status: ResultStatus; readonly message: string }>;

export type ResultCode = keyof typeof resultCodes;

/** The `result` and `paymentResult` object of the wire. */
export interface Result {
  readonly resultCode: string;
  readonly resultStatus: ResultStatus;
  readonly resultMessage?: string | undefined;
}

/** `detail` replaces the code's own message and is cut to the 256 characters that the wire allows. */
export function result(code: ResultCode, detail?: string): Required<Result> {
  const { status, message } = resultCodes[code];
  return { resultCode: code, resultStatus: status, resultMessage: (detail ?? message).slice(0, 256) };
}
