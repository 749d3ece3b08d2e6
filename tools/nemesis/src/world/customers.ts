import { setTimeout as sleep } from 'node:timers/promises';
import type { Customers } from '../load/payment';
import { customerCounts, lastMoney } from '../plan/load-plan';
import { agree, firstAmount } from './agreements';
import type { Wallet } from './wallet';

const rich = '100000000000000';
const patienceMs = 30_000;

async function importCustomers(
  { stack }: Wallet,
  rows: readonly { loginId: string; balance: string }[],
): Promise<void> {
  const customers = rows.map((row) => ({ ...row, currency: 'HKD', status: 'ACTIVE' }));
  const body = { customers, operator: 'nemesis', reason: 'load' };
  const text = JSON.stringify(await stack.operate('auth', 'customers/import', { body }));
  if (text.includes('"rejected"')) throw new Error(`customers: ${text.slice(0, 300)}`);
}

async function awaitAccounts({ database }: Wallet, count: number): Promise<void> {
  const sql = `select count(*)::int as count from payments.account where kind = 'WALLET'`;
  for (const giveUpAt = Date.now() + patienceMs; ; await sleep(100)) {
    const { rows } = await database.query<{ count: number }>(sql);
    if (rows[0]?.count === count) return;
    if (Date.now() > giveUpAt) throw new Error(`payments has ${rows[0]?.count} of ${count} accounts after 30 s`);
  }
}

/** Customers with money; some have agreed to pay without a code, and some of these have nothing left, or little. */
export async function registerCustomers(wallet: Wallet, signal: AbortSignal): Promise<Customers> {
  let number = 1_000_000;
  const loginIds = (count: number): string[] => Array.from({ length: count }, () => `852-5${number++}`);
  const phone = loginIds(customerCounts.phone);
  const agreeing = loginIds(customerCounts.token);
  const poor = loginIds(customerCounts.poor);
  const scarce = loginIds(customerCounts.scarce);
  const withBalance = (balance: string) => (loginId: string) => ({ loginId, balance });
  const rows = [
    ...[...phone, ...agreeing].map(withBalance(rich)),
    ...poor.map(withBalance(String(firstAmount))),
    ...scarce.map(withBalance(String(firstAmount + lastMoney))),
  ];
  await importCustomers(wallet, rows);
  await awaitAccounts(wallet, rows.length);
  const tokens = await agree(wallet, [...agreeing, ...poor, ...scarce], signal);
  const [first, last] = [agreeing.length, agreeing.length + poor.length];
  return { phone, token: tokens.slice(0, first), poor: tokens.slice(first, last), scarce: tokens.slice(last) };
}
