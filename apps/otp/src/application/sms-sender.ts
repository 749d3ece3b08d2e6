export interface Sms {
  /** E.164. */
  readonly to: string;
  readonly text: string;
}

/** `refused`: certainly not sent. `unknown`: perhaps. */
export type SmsResult = 'sent' | 'refused' | 'unknown';

/** Whoever delivers messages. Settles within `timeoutMs`; a rejection counts as `unknown`. */
export interface SmsProvider {
  send(sms: Sms, options: { timeoutMs: number }): Promise<SmsResult>;
}

/** A provider that is left alone while it does not work: `send` is then `refused` at once. */
export interface SmsSender extends SmsProvider {
  /** False: a message handed over now would be refused at once. */
  isAvailable(): boolean;
}
