import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageDir } from '../basics/repository';

export const demoCustomersFile = join(packageDir, 'demo-customers.csv');

interface DemoCustomer {
  readonly loginId: string;
  readonly currency: string;
  /** In minor units. */
  readonly balance: string;
  readonly status: string;
}

export function demoCustomers(): DemoCustomer[] {
  const [, ...lines] = readFileSync(demoCustomersFile, 'utf8').trim().split('\n');
  return lines.map((line) => {
    const [loginId = '', currency = '', balance = '', status = ''] = line.split(',');
    return { loginId, currency, balance, status };
  });
}
