/** The command that a change comes from; `key` is its paymentRequestId. A `Message` is one. */
export interface Cause {
  readonly key: string;
  /** Of the message, e.g. `SettlePayment`. */
  readonly type: string;
  /** W3C Trace Context; the facts of the change go on in it. */
  readonly traceparent: string;
}
