/** A message on the user's phone. */
export interface Sms {
  readonly at: string;
  readonly to: string;
  readonly text: string;
}

const maxPerNumber = 100;
const maxNumbers = 50_000;

/** One number, however it is written. */
export const digitsOf = (number: string): string => number.replaceAll(/\D/g, '');

/** The phones of all users, each with its newest 100 messages. */
export class SmsStore {
  private readonly phones = new Map<string, Sms[]>();

  receive(to: string, text: string): void {
    const number = digitsOf(to);
    const messages = [{ at: new Date().toISOString(), to, text }, ...(this.phones.get(number) ?? [])];
    this.phones.set(number, messages.slice(0, maxPerNumber));
    const oldest = this.phones.keys().next().value;
    if (this.phones.size > maxNumbers && oldest !== undefined) this.phones.delete(oldest);
  }

  /** Newest first. The number in any form: only its digits count. */
  messages(to: string): readonly Sms[] {
    return this.phones.get(digitsOf(to)) ?? [];
  }

  all(): readonly Sms[] {
    return [...this.phones.values()].flat();
  }
}
