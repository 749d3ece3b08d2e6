import { amountText } from '../terminal/amount';
import { readCustomerFile } from './customer-file';

export interface Survey {
  readonly rows: number;
  /** For humans: the balances of the rows that have a readable one, a sum of each currency. */
  readonly sums: string;
}

/** Reads the whole file once, so that who imports it knows first what it comes to. Throws CommandFailed. */
export async function surveyCustomers(path: string): Promise<Survey> {
  const sums = new Map<string, bigint>();
  let rows = 0;
  for await (const line of readCustomerFile(path)) {
    rows += 1;
    if ('customer' in line) addBalance(sums, line.customer);
  }
  return { rows, sums: sumsText(sums) };
}

/** `nothing`, or `HKD 120.50 and USD 3.00`. */
export function sumsText(sums: ReadonlyMap<string, bigint>): string {
  const texts = [...sums].map(([currency, sum]) => amountText({ currency, value: sum.toString() }));
  return texts.join(' and ') || 'nothing';
}

/** `customer` is as the file has it. */
function addBalance(sums: Map<string, bigint>, { currency, balance }: Readonly<Record<string, unknown>>): void {
  if (typeof currency !== 'string' || typeof balance !== 'string' || !/^\d{1,18}$/.test(balance)) return;
  const code = currency.toUpperCase();
  sums.set(code, (sums.get(code) ?? 0n) + BigInt(balance));
}
