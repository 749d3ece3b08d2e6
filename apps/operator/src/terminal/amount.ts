import { Money } from '@wallet/money';

/** As the endpoints write it: minor units as text, in a ledger also below zero. */
interface Amount {
  readonly currency: string;
  readonly value: string;
}

/** For humans: `HKD 120.50`, `HKD -120.50`. What is no amount of a known currency stays in minor units, and says so. */
export function amountText({ currency, value }: Amount): string {
  const [, sign = '', digits] = /^(-?)(\d+)$/.exec(value) ?? [];
  const money = Money.parse(currency, digits);
  return money.ok ? money.value.format().replace(' ', ` ${sign}`) : `${currency} ${value} (minor units)`;
}
