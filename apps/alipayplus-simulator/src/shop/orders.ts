import {
  evaluationRequest,
  newRequestId,
  orderRequest,
  tokenPayRequest,
  verificationRequest,
  type Purchase,
} from '../alipayplus/easy-pay-requests';
import type { JsonObject } from '../wire/exchange';
import type { KnownIds } from '../wire/known-ids';
import { readable } from '../wire/secrets';
import type { Shown, ShopCalls } from './calls';
import { codePage, resultPage, wrongCode } from './pages';

interface OpenOrder {
  readonly purchase: Purchase;
  readonly verifyRequestId: string;
  readonly about: readonly string[];
}

/** The payments at the shop. */
export class Orders {
  private readonly open = new Map<string, OpenOrder>();

  constructor(private readonly calls: ShopCalls) {}

  /** By their ids, which are those of the agreements that were made with them. */
  purchases(): [string, Purchase][] {
    return [...this.open].map(([id, { purchase }]) => [id, purchase]);
  }

  /** Evaluates, and opens the order. */
  begin(purchase: Purchase): Promise<Shown> {
    const evaluationId = newRequestId();
    const body = evaluationRequest(purchase, evaluationId);
    const about = [evaluationId];
    return this.calls.make({
      api: 'pay',
      body,
      ids: { paymentRequestId: evaluationId },
      about,
      leadsTo: { SUCCESS: () => this.order(purchase, about) },
    });
  }

  /** Undefined: there is no such order. */
  verify(paymentRequestId: string, otpCode: string, isAuthorizationAndPay: boolean): Promise<Shown> | undefined {
    const order = this.open.get(paymentRequestId);
    if (!order) return undefined;
    const { purchase, verifyRequestId, about } = order;
    const verification = { paymentRequestId, verifyRequestId, otpCode, isAuthorizationAndPay };
    const ids = { paymentRequestId, ...(isAuthorizationAndPay && { referenceAgreementId: paymentRequestId }) };
    return this.calls.make({
      api: 'pay',
      body: verificationRequest(purchase, verification),
      ids,
      about,
      leadsTo: {
        SUCCESS: (answer) => paidPage(answer, ids, about),
        VERIFICATION_IN_PROCESS: () => this.codePage(paymentRequestId, order, wrongCode),
      },
    });
  }

  payAgain(purchase: Purchase, accessToken: string, referenceAgreementId: string): Promise<Shown> {
    const paymentRequestId = newRequestId();
    const [ids, about] = [{ paymentRequestId, referenceAgreementId }, [paymentRequestId]];
    const body = tokenPayRequest(purchase, accessToken, paymentRequestId);
    const leadsTo = { SUCCESS: (answer: JsonObject) => paidPage(answer, ids, about) };
    return this.calls.make({ api: 'pay', body, ids, about, leadsTo });
  }

  private order(purchase: Purchase, evaluated: readonly string[]): Promise<Shown> {
    const paymentRequestId = newRequestId();
    const about = [...evaluated, paymentRequestId];
    const body = orderRequest(purchase, paymentRequestId);
    const opened = ({ verifyRequestId }: JsonObject): Shown | undefined => {
      if (typeof verifyRequestId !== 'string') return undefined;
      const order = { purchase, verifyRequestId, about };
      this.open.set(paymentRequestId, order);
      return this.codePage(paymentRequestId, order);
    };
    const leadsTo = { VERIFICATION_IN_PROCESS: opened };
    return this.calls.make({ api: 'pay', body, ids: { paymentRequestId }, about, leadsTo });
  }

  private codePage(id: string, { purchase: { loginId }, about }: OpenOrder, note = ''): string {
    return codePage({ action: `/shop/orders/${id}`, loginId, about, note, isPayment: true });
  }
}

function paidPage(answer: JsonObject, ids: KnownIds, about: readonly string[]): string {
  const { paymentId } = answer;
  const known = { ...ids, ...(typeof paymentId === 'string' && { paymentId }) };
  return resultPage('Paid', readable(answer), { ids: known, about });
}
