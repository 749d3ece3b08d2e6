export interface Sms {
  /** E.164. */
  readonly to: string;
  readonly text: string;
}

/** `refused`: certainly not sent. `unknown`: perhaps. */
export type SmsResult = 'sent' | 'refused' | 'unknown';

/** Hands a message to whoever delivers it. Settles within `timeoutMs`; a rejection counts as `unknown`. */
export interface SmsSender {
  send(sms: Sms, options: { timeoutMs: number }): Promise<SmsResult>;
}
