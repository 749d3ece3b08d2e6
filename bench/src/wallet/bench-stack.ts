import { startStack, type Infrastructure, type ServiceName, type Stack } from '@wallet/local-stack';

/** Minor units and counts that no run reaches. */
const auth = { APPROVAL_CEILINGS: 'HKD:999999999999999999' };
const payments = {
  SINGLE_LIMITS: 'HKD:1000000000',
  DAILY_AMOUNT_LIMITS: 'HKD:1000000000000000',
  DAILY_COUNT_LIMIT: '1000000000',
  AGREEMENT_SINGLE_LIMITS: 'HKD:1000000000',
  AGREEMENT_DAILY_LIMITS: 'HKD:1000000000000000',
};

export interface BenchStackOptions {
  readonly infrastructure: Infrastructure;
  /** Of its database and its topics. */
  readonly name: string;
  readonly dir: string;
  /** Node's own arguments of those that have some. */
  readonly nodeArgs: Partial<Record<ServiceName, readonly string[]>>;
  readonly log: (line: string) => void;
}

export function startBenchStack({ infrastructure, name, dir, nodeArgs, log }: BenchStackOptions): Promise<Stack> {
  return startStack({ infrastructure, name, dir, env: { auth, payments }, nodeArgs, log });
}
