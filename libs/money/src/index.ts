export { convert, isWhole, parseRate } from './convert';
export type { Rate } from './convert';
export { isCurrencyCode, minorUnits } from './currency';
export type { CurrencyCode } from './currency';
export { Money } from './money';
export type { MoneyFault, ParsedMoney } from './money';
export { moneySchema } from './money-schema';
