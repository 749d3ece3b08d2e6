import { runScript, type RedisConnection } from '@wallet/redis';
import { z } from 'zod';
import { PaymentCodes, type PaymentCode } from '../../application/payment-codes';
import { recordKey } from './record-key';
import { showScript } from './show.script';

const state = z.enum(['issued', 'sent', 'unsent']);
const shownReply = z.tuple([z.string(), state, z.number(), z.number(), z.number(), z.number(), z.number()]).nullable();

export class RedisPaymentCodes extends PaymentCodes {
  constructor(private readonly connection: RedisConnection) {
    super();
  }

  async find(paymentRequestId: string): Promise<PaymentCode | undefined> {
    const key = recordKey({ kind: 'order', id: paymentRequestId });
    const shown = shownReply.parse(await runScript(this.connection, showScript, [key], []));
    if (!shown) return undefined;
    const [verifyRequestId, sendState, sends, lastSentMs, wrongCodes, verified, diesMs] = shown;
    return {
      verifyRequestId,
      state: sendState,
      sends,
      ...(lastSentMs > 0 && { lastSentAt: new Date(lastSentMs).toISOString() }),
      wrongCodes,
      verified: verified === 1,
      keptUntil: new Date(diesMs).toISOString(),
    };
  }
}
