export interface Sms {
  /** E.164. */
  readonly to: string;
  readonly text: string;
}

/**
 * `refused`: the provider will not send to this number, now or later. `unsent`: certainly not sent, for a reason that
 * says nothing of the number, such as our credentials or too many messages. `unknown`: perhaps sent.
 */
export type SmsResult = 'sent' | 'refused' | 'unsent' | 'unknown';

/** Whoever delivers messages. Settles within `timeoutMs`; a rejection counts as `unknown`. */
export interface SmsProvider {
  send(sms: Sms, options: { timeoutMs: number }): Promise<SmsResult>;
}

/** A provider that is left alone while it does not work: `send` is then `unsent` at once. */
export interface SmsSender extends SmsProvider {
  /** False: a message handed over now would not be sent. */
  isAvailable(): boolean;
}
