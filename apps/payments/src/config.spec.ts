import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { policyOf, readConfig } from './config';

const folder = mkdtempSync(join(tmpdir(), 'payments-config-'));
const tokenFile = join(folder, 'token');
beforeEach(() => writeFileSync(tokenFile, 'a-token-for-operators\n'));
afterAll(() => rmSync(folder, { recursive: true }));

const complete = {
  HEALTH_PORT: '0',
  KAFKA_BROKERS: '127.0.0.1:9092',
  DATABASE_URL: 'postgres://wallet_payments@127.0.0.1/wallet',
  OPERATOR_PORT: '0',
  OPERATOR_TOKEN_FILE: tokenFile,
};
const policy = (env: NodeJS.ProcessEnv = {}) => policyOf(readConfig({ ...complete, ...env }));
const inIdr = ({ limits, agreementLimits }: ReturnType<typeof policy>) =>
  [limits.single, limits.dailyAmount, agreementLimits.single, agreementLimits.dailyAmount].map(
    (amounts) => amounts.get('IDR')?.minorUnits,
  );

it('has limits in the same currencies by default, which differ in number and hardly in value', () => {
  const { limits, agreementLimits } = policy();
  expect(limits.single.get('HKD')?.minorUnits).toBe(500_000n);
  expect(inIdr(policy())).toEqual([1_000_000_000n, 4_000_000_000n, 1_000_000_000n, 4_000_000_000n]);
  const currencies = [...limits.single.keys()];
  for (const amounts of [limits.dailyAmount, agreementLimits.single, agreementLimits.dailyAmount])
    expect([...amounts.keys()]).toEqual(currencies);
  for (const currency of currencies)
    expect(limits.dailyAmount.get(currency)?.minorUnits).toBe(limits.single.get(currency)!.minorUnits * 4n);
});

it('takes each limit of amounts by currency', () => {
  const set = policy({
    SINGLE_LIMITS: 'HKD:500000,IDR:100000000',
    DAILY_AMOUNT_LIMITS: 'IDR:2',
    AGREEMENT_SINGLE_LIMITS: 'IDR:3.00',
    AGREEMENT_DAILY_LIMITS: 'IDR:4',
  });
  expect(inIdr(set)).toEqual([100_000_000n, 2n, 300n, 4n]);
  expect(set.limits.dailyAmount.has('HKD')).toBe(false);
});

it.each(['SINGLE_LIMIT', 'DAILY_AMOUNT_LIMIT', 'AGREEMENT_SINGLE_LIMIT', 'AGREEMENT_DAILY_LIMIT'])(
  'does not start with %s, which is for all currencies alike',
  (name) => {
    expect(() => policy({ [name]: '20000' })).toThrow(`${name} is not read any more, write e.g. ${name}S=HKD:`);
    expect(() => policy({ [name]: '20000', [`${name}S`]: 'HKD:20000' })).not.toThrow();
    expect(() => policy({ [`${name}S`]: 'HKD:1,XXX:2' })).toThrow(`${name}S must be amounts by currency`);
  },
);
