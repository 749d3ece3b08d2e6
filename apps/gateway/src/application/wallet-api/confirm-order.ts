import { confirmOrder, showOrder, type OrderView } from '@wallet/contracts';
import type { OrderId } from '@wallet/kernel';
import type { FactorVerdict, PresentedFactor } from '../scan/payment-factor';
import { ask } from './ask';
import type { ToldOrder } from './order-forms';
import { toldOrder } from './told-order';
import type { CommonRefusal, WalletCall, WalletPorts } from './wallet-route';

interface Confirmation {
  readonly orderId: OrderId;
  readonly paymentFactor: PresentedFactor;
}

type Refused = 'not-found' | 'payment-factor-refused' | 'payment-factor-locked';

const refusals = { OrderNotFound: 'not-found' } as const;
const notAccepted = {
  refused: 'payment-factor-refused',
  locked: 'payment-factor-locked',
  unknown: 'unavailable',
} as const satisfies Record<Exclude<FactorVerdict, 'accepted'>, Refused | CommonRefusal>;

/**
 * The user confirms an order. The payment factor is asked for only while the order waits: so a repeat after a lost answer
 * costs no try, and the provider learns what is paid.
 */
export class ConfirmOrder {
  constructor(private readonly ports: WalletPorts) {}

  async execute(
    { orderId, paymentFactor }: Confirmation,
    call: WalletCall,
  ): Promise<ToldOrder | Refused | CommonRefusal> {
    const { dispatch, walletName } = this.ports;
    const { customerId } = call;
    const payload = () => ({ orderId, customerId });
    const told = (view: OrderView) => toldOrder(view, { customerId, walletName });

    const show = { topic: showOrder, priority: 'order', payload } as const;
    const shown = await ask(dispatch, show, call, { kind: 'scanned-order', refusals });
    if (typeof shown === 'string') return shown;
    if (shown.order.state !== 'waiting') return told(shown.order);

    const { debit, paymentAmount, merchantName } = shown.order;
    const payment = { customerId, orderId, amount: debit ?? paymentAmount, merchantName };
    const verdict = await this.ports.paymentFactor.verdictOn(paymentFactor, payment);
    if (verdict !== 'accepted') return notAccepted[verdict];

    const confirm = { topic: confirmOrder, priority: 'essential', payload } as const;
    const confirmed = await ask(dispatch, confirm, call, { kind: 'scanned-order', refusals });
    return typeof confirmed === 'string' ? confirmed : told(confirmed.order);
  }
}
