import { amountsByCurrency } from '@wallet/money';
import type { Logger } from '@wallet/service';
import { NameMissingLimits } from './name-missing-limits';

function naming(single: string, others = 'HKD:2,IDR:2') {
  const lines: string[] = [];
  const write = (level: string) => (_: object, text: string) => lines.push(`${level} ${text}`);
  const logger = { info: write('info'), warn: write('warn') } as unknown as Logger;
  const amounts = (text: string) => amountsByCurrency().parse(text);
  const agreementLimits = { single: amounts(others), dailyAmount: amounts(others) };
  const limits = { single: amounts(single), dailyAmount: amounts(others), dailyCount: 1 };
  return { lines, limits: new NameMissingLimits({ limits, agreementLimits }, logger) };
}

describe('the currencies without a limit', () => {
  it('are named at the start, when another limit has them', () => {
    const { lines, limits } = naming('HKD:2', 'HKD:2,JPY:2,IDR:2');
    limits.start();
    expect(lines).toEqual([
      'info limits of amounts',
      expect.stringMatching(/^warn SINGLE_LIMITS has no amount in IDR, JPY: /),
    ]);
  });

  it('are named with the wallets that have them, each once', () => {
    const { lines, limits } = naming('HKD:2,IDR:2,USD:2');
    limits.execute(['HKD', 'USD', 'USD']);
    limits.execute(['USD', 'IDR']);
    expect(lines.map((line) => line.split(':')[0])).toEqual([
      'warn DAILY_AMOUNT_LIMITS has no amount in USD',
      'warn AGREEMENT_SINGLE_LIMITS has no amount in USD',
      'warn AGREEMENT_DAILY_LIMITS has no amount in USD',
    ]);
  });

  it('are not named when there are none', () => {
    const { lines, limits } = naming('HKD:2,IDR:2');
    limits.start();
    limits.execute(['HKD', 'IDR']);
    expect(lines).toEqual(['info limits of amounts']);
  });
});
