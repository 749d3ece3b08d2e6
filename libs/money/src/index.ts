export { amountsByCurrency, type AmountsByCurrency } from './amounts-by-currency';
export { isCurrencyCode, minorUnits, type CurrencyCode } from './currency';
export { Money, type MoneyFault, type ParsedMoney } from './money';
export { moneySchema } from './money-schema';
export { isQuotedAt, type QuotedRate } from './quoted-rate';
