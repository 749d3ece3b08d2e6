import type { Clearing, Left, TrialBalance } from '@wallet/operator-contract';
import { amountText } from '../terminal/amount';
import { table } from '../terminal/table';
import type { Verdict } from './judge-invariants';

export interface BooksReport {
  readonly checks: readonly Verdict[];
  readonly trialBalance: TrialBalance;
  readonly clearing: Clearing;
  readonly left: Left;
}

export const booksText = ({ checks, trialBalance, clearing, left }: BooksReport): string =>
  [
    table(checks.map(({ id, status, name, reason }) => [id, words[status], reason ? `${name} (${reason})` : name])),
    ...checks.flatMap(faultText),
    trialBalanceText(trialBalance),
    clearingText(clearing),
    ...leftText(left),
  ].join('\n\n');

const words = { ok: 'ok', broken: 'BROKEN', 'not-applicable': 'not applicable here' } as const;

const faultText = ({ id, faults = [] }: Verdict): string[] =>
  faults.map(({ service, name, detail, rows = [] }) =>
    [`${id} is broken in ${service}: ${detail ?? ''}`, `  must be: ${name}`, ...rows.map(rowText)].join('\n'),
  );

const rowText = (row: Readonly<Record<string, unknown>>) => `  ${JSON.stringify(row)}`;

function trialBalanceText(lines: TrialBalance): string {
  const rows = lines.map(({ currency, kind, debit, credit }) => [
    currency,
    kind,
    amountText({ currency, value: debit }),
    amountText({ currency, value: credit }),
  ]);
  const sum = (currency: string, side: 'debit' | 'credit') => {
    const own = lines.filter((line) => line.currency === currency);
    return amountText({ currency, value: String(own.reduce((total, line) => total + BigInt(line[side]), 0n)) });
  };
  const sums = [...new Set(lines.map(({ currency }) => currency))].map((currency) => [
    currency,
    'in all',
    sum(currency, 'debit'),
    sum(currency, 'credit'),
  ]);
  return table([['trial balance', 'accounts', 'debit', 'credit'], ...rows, ...sums]);
}

function clearingText(lines: Clearing): string {
  const ages = Object.keys(lines[0]?.ageing ?? {});
  const rows = lines.map(({ accountId, currency, balance, ageing }) => [
    accountId,
    ...[balance, ...ages.map((age) => ageing[age] ?? '0')].map((value) => amountText({ currency, value })),
  ]);
  return table([['clearing account', 'balance', ...ages], ...rows]);
}

/** Of payments whose other side is refunded whole: a refund of exactly this, or a cancellation, takes it. */
function leftText(lines: Left): string[] {
  if (lines.length === 0) return [];
  const rows = lines.map(({ accountId, currency, amount, payments, examples }) => [
    accountId,
    amountText({ currency, value: amount }),
    String(payments),
    examples.join(' '),
  ]);
  return [table([['stuck after refunds', 'amount', 'payments', 'such as'], ...rows])];
}
