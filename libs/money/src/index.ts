export { amountsByCurrency } from './amounts-by-currency';
export type { AmountsByCurrency } from './amounts-by-currency';
export { isCurrencyCode, minorUnits } from './currency';
export type { CurrencyCode } from './currency';
export { Money } from './money';
export type { MoneyFault, ParsedMoney } from './money';
export { moneySchema } from './money-schema';
export { isPriced, isWhole, parseDecimal } from './price';
export type { Price } from './price';
