import { runSeed } from './run-seed';

const paths: Readonly<Record<string, readonly string[]>> = {
  OpenOrder: [
    'forwarded to otp',
    'U awaiting-otp',
    'dropped',
    'F CustomerNotActive',
    'F OrderClosed',
    'F OrderNotFound',
    ...[
      'F OtpTriesExhausted',
      'F QuoteExpired',
      'F QuoteInconsistent',
      'F RepeatInconsistent',
      'F SingleLimitExceeded',
    ],
  ],
  SettlePayment: [
    'S paid',
    'U awaiting-otp',
    'U fault',
    'F OrderClosed',
    'F OrderNotFound',
    'F OtpTriesExhausted',
    'F QuoteExpired',
    'F RepeatInconsistent',
  ],
  PayByToken: [
    'S paid',
    'dropped',
    'F CustomerNotActive',
    'F DailyAmountLimitExceeded',
    'F OrderClosed',
    'F QuoteExpired',
    'F QuoteInconsistent',
    'F RepeatInconsistent',
    'F SingleLimitExceeded',
    'F TokenInvalid',
  ],
  ProposeOtp: ['forwarded to otp', 'F OrderClosed', 'F OrderNotFound'],
  CancelPayment: ['S cancelled', 'U fault', 'F CancelWindowExceeded'],
  RefundPayment: [
    'S refunded',
    'U fault',
    'F AmountsInconsistent',
    'F CustomerNotFound',
    'F OrderClosed',
    'F OrderNotFound',
    'F RefundAmountExceeded',
    'F RefundWindowExceeded',
    'F RepeatInconsistent',
  ],
  InquirePayment: ['S inquired: S paid', 'S inquired: waiting', 'S inquired: F OrderClosed', 'F OrderNotFound'],
  RecallPayment: ['S paid', 'U fault', 'F OrderClosed', 'F TokenInvalid'],
};

const manySeeds = 400;

it('the runs take every path that matters', async () => {
  const all = Object.entries(paths).flatMap(([command, answers]) => answers.map((answer) => `${command}: ${answer}`));
  const unseen = new Set([...all, 'by time']);
  for (let seed = 1; seed <= manySeeds && unseen.size > 0; seed++) {
    for (const path of (await runSeed(seed)).seen) unseen.delete(path);
  }
  expect([...unseen]).toEqual([]);
}, 180_000);
