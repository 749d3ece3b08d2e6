import { eventually } from '@wallet/testkit';
import { resultOf, type EasyPayOrder } from './easy-pay';
import type { Exchange, Wallet } from './wallet';

/** Repeats the call until it is S. */
export const repeatUntilDone = (act: () => Promise<Exchange>): Promise<Exchange> =>
  eventually(
    async () => {
      const exchange = await act();
      expect(resultOf(exchange)).toBe('S SUCCESS');
      return exchange;
    },
    { timeoutMs: 40_000 },
  );

/** The call was never refused, its repeat is S, and all that is known of the payment agrees. */
export async function expectPaidOnce(
  wallet: Wallet,
  order: EasyPayOrder,
  repeat: () => Promise<Exchange>,
): Promise<void> {
  const paid = await repeatUntilDone(repeat);
  expect((await repeat()).answer).toEqual(paid.answer);
  expect(await wallet.balance(order.customer)).toBe('987950');
  const { statements, notifications } = await eventually(
    async () => {
      const booked = await wallet.booked(order.paymentRequestId);
      expect(booked.notifications.length).toBeGreaterThan(0);
      return booked;
    },
    { timeoutMs: 30_000 },
  );
  expect(statements.filter(({ status }) => status === 'F')).toEqual([]);
  expect(new Set(notifications.map(({ body }) => body.paymentId))).toEqual(new Set([paid.answer?.paymentId]));
  await wallet.expectSoundBooks();
}
