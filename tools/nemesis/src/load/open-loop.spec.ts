import type { PlannedFlow } from '../plan/load-plan';
import { OpenLoop } from './open-loop';
import type { Shop } from './payment';

const flow = (index: number): PlannedFlow => ({
  index,
  kind: 'evaluation',
  atMs: 0,
  paymentRequestId: `order-${index}`,
  payer: 0,
  amount: 100n,
  refunds: [],
  gapMs: 0,
});

it('begins no more than the machine can have under way, and says how many it left out', async () => {
  const silent = { once: () => new Promise<never>(() => undefined) };
  const shop = { caller: silent, customers: { phone: ['85290000001'] }, parties: {} } as unknown as Shop;
  const loop = new OpenLoop(shop, { nowMs: 1 });
  await loop.offer(
    Array.from({ length: 620 }, (_, index) => flow(index)),
    new AbortController().signal,
  );
  expect([loop.begun, loop.underWay, loop.notBegun]).toEqual([500, 500, 120]);
});
