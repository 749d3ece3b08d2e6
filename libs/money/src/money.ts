import { CurrencyCode, isCurrencyCode, minorUnits } from './currency';

/** `currency`: not an active ISO 4217 code. `value`: not `0` or 1 to 18 digits without a leading zero. */
export type MoneyFault = 'currency' | 'value';

export type ParsedMoney =
  { readonly ok: true; readonly value: Money } | { readonly ok: false; readonly fault: MoneyFault };

const digits = /^(0|[1-9]\d{0,17})$/;

/**
 * An amount of 0 to 10^18 - 1 minor units of one currency. Immutable; made only by its parser.
 * `JSON.stringify` writes the text form.
 */
export class Money {
  private constructor(
    readonly currency: CurrencyCode,
    readonly minorUnits: bigint,
  ) {}

  /** Parses the text form of unknown origin. Accepts text only: a number or a bigint is a `value` fault. */
  static parse(currency: unknown, value: unknown): ParsedMoney {
    if (!isCurrencyCode(currency)) return { ok: false, fault: 'currency' };
    if (typeof value !== 'string' || !digits.test(value)) return { ok: false, fault: 'value' };
    return { ok: true, value: new Money(currency, BigInt(value)) };
  }

  /** For values that are already ours, such as a database row. Throws RangeError on what `parse` refuses. */
  static of(currency: string, minorUnits: bigint | string): Money {
    const parsed = Money.parse(currency, minorUnits.toString());
    if (!parsed.ok) throw new RangeError(`not money: malformed ${parsed.fault}`);
    return parsed.value;
  }

  get isZero(): boolean {
    return this.minorUnits === 0n;
  }

  /** Throws TypeError on another currency, RangeError from 10^18 on. */
  add(other: Money): Money {
    this.requireSameCurrency(other);
    return Money.of(this.currency, this.minorUnits + other.minorUnits);
  }

  /** Throws TypeError on another currency, RangeError when the result would be negative. */
  subtract(other: Money): Money {
    this.requireSameCurrency(other);
    return Money.of(this.currency, this.minorUnits - other.minorUnits);
  }

  /** -1, 0 or 1, as for `sort`. Throws TypeError on another currency. */
  compare(other: Money): -1 | 0 | 1 {
    this.requireSameCurrency(other);
    if (this.minorUnits === other.minorUnits) return 0;
    return this.minorUnits < other.minorUnits ? -1 : 1;
  }

  /** False on another currency: the only comparison that does not throw. */
  equals(other: Money): boolean {
    return this.currency === other.currency && this.minorUnits === other.minorUnits;
  }

  /** For humans, with the currency's decimals: `HKD 120.50`, `JPY 120`, `KWD 0.120`. */
  format(): string {
    const decimals = minorUnits[this.currency];
    const padded = this.minorUnits.toString().padStart(decimals + 1, '0');
    if (decimals === 0) return `${this.currency} ${padded}`;
    return `${this.currency} ${padded.slice(0, -decimals)}.${padded.slice(-decimals)}`;
  }

  toString(): string {
    return this.format();
  }

  toJSON(): { currency: CurrencyCode; value: string } {
    return { currency: this.currency, value: this.minorUnits.toString() };
  }

  private requireSameCurrency(other: Money): void {
    if (this.currency !== other.currency) {
      throw new TypeError(`mixed currencies: ${this.currency} and ${other.currency}`);
    }
  }
}
