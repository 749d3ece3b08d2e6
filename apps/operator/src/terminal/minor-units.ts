import { InvalidArgumentError } from 'commander';

/** An amount as it is typed. */
export function minorUnits(text: string): string {
  if (/^(?:0|[1-9]\d{0,17})$/.test(text)) return text;
  throw new InvalidArgumentError('give whole minor units, e.g. 12050 for HKD 120.50');
}

/** The same, or the word. */
export function minorUnitsOrDefault(text: string): string {
  if (text === 'default' || /^\d{1,18}$/.test(text)) return text;
  throw new InvalidArgumentError('give whole minor units, e.g. 12050 for HKD 120.50, or default');
}
