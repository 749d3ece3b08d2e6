import { result, type ResultCode } from '@wallet/alipayplus';
import { newRequestId, type Parties } from '../alipayplus/easy-pay-requests';
import type { JsonObject } from '../wire/exchange';
import { noticeAnswer, type NoticeBehaviour } from '../wire/notice-behaviour';
import { merchantOfEntryCode, newCodeValue } from './code-values';
import { merchantOf, merchants } from './merchants';
import { orderTerms } from './order-terms';
import type { WantedOrder } from './wanted-order';

/** What Alipay+ has decided of a code: the order is the wallet's to show, or the client SDK's, or refused. */
export type Decision = 'S' | 'F' | 'HANDLE_BY_SDK' | Extract<NoticeBehaviour, `F:${string}`>;

export type CodeState = 'open' | 'paid' | 'closed' | 'expired';

interface Decoded {
  readonly paymentRequestId: string;
  decision: Decision;
}

interface OrderCode {
  readonly merchant: string;
  readonly fields: JsonObject;
  readonly isAboveLimit: boolean;
  readonly expiresAtMs: number;
  isClosed: boolean;
  readonly byCustomer: Map<string, Decoded>;
}

/** An order code, as it is shown to whoever drives the simulator. */
export interface OrderCodeView {
  readonly codeValue: string;
  readonly merchant: string;
  readonly state: CodeState;
  readonly fields: JsonObject;
  readonly decoded: readonly (Decoded & { readonly customerId: string })[];
}

export interface OrderCodesOptions extends Parties {
  readonly isPaid: (paymentRequestId: string) => boolean;
  readonly now?: () => number;
}

const maxCodes = 100_000;

const refusals: Readonly<Record<Exclude<CodeState, 'open'>, ResultCode>> = {
  paid: 'ORDER_IS_CLOSED',
  closed: 'ORDER_IS_CLOSED',
  expired: 'EXPIRED_CODE',
};

/** The order codes that merchants have made, and what Alipay+ answers to those who scan them. */
export class OrderCodes {
  private readonly codes = new Map<string, OrderCode>();
  private readonly now: () => number;

  constructor(private readonly options: OrderCodesOptions) {
    this.now = options.now ?? Date.now;
  }

  /** Throws Error when there is no such merchant or rate. */
  make(wanted: WantedOrder): OrderCodeView {
    const merchant = merchantOf(wanted.merchant);
    const expiresAtMs = this.now() + wanted.expiresInSeconds * 1_000;
    const terms = orderTerms(merchant, wanted, new Date(expiresAtMs));
    const codeValue = newCodeValue(wanted.form, merchant.id);
    this.codes.set(codeValue, { merchant: merchant.id, ...terms, expiresAtMs, isClosed: false, byCustomer: new Map() });
    const oldest = this.codes.keys().next().value;
    if (this.codes.size > maxCodes && oldest !== undefined) this.codes.delete(oldest);
    return this.view(codeValue);
  }

  /** The merchant takes its order back. Throws Error when there is no such code. */
  close(codeValue: string): OrderCodeView {
    this.known(codeValue).isClosed = true;
    return this.view(codeValue);
  }

  /** Throws Error when there is no such code. */
  view(codeValue: string): OrderCodeView {
    const code = this.known(codeValue);
    const decoded = [...code.byCustomer].map(([customerId, each]) => ({ customerId, ...each }));
    return { codeValue, merchant: code.merchant, state: this.stateOf(code), fields: code.fields, decoded };
  }

  /**
   * The body of the answer. The same code and customer get the same id and the same answer again, until the order is paid,
   * closed or expired; `planned` decides otherwise, from now on.
   */
  decode(codeValue: string, customerId: string, planned: Decision): JsonObject {
    const code = this.codes.get(codeValue);
    if (!code) return this.unknown(codeValue, planned);
    const state = this.stateOf(code);
    if (state !== 'open') return { result: result(refusals[state]), ...this.parties };
    const decoded = code.byCustomer.get(customerId) ?? allot(code);
    code.byCustomer.set(customerId, decoded);
    if (planned !== 'S') decoded.decision = planned;
    return this.answer(code, decoded);
  }

  private answer({ fields, isAboveLimit }: OrderCode, { paymentRequestId, decision }: Decoded): JsonObject {
    if (decision.startsWith('F')) return this.refused(decision);
    const order = { result: result('SUCCESS'), ...this.parties, paymentRequestId, ...fields };
    if (decision === 'S') return order;
    const sdkActionPayload = JSON.stringify({ page: 'ERROR', reason: isAboveLimit ? 'AMOUNT_LIMIT' : 'OTHER' });
    const told = isAboveLimit && { result: result('PAYMENT_AMOUNT_EXCEED_LIMIT') };
    return { ...order, ...told, actionForm: { actionType: 'HANDLE_BY_SDK', sdkActionPayload } };
  }

  /** An entry code is known, but no order. */
  private unknown(codeValue: string, planned: Decision): JsonObject {
    if (planned.startsWith('F')) return this.refused(planned);
    const merchant = merchantOfEntryCode(codeValue);
    if (!merchants.some(({ id }) => id === merchant)) return { result: result('INVALID_CODE'), ...this.parties };
    return { result: result('SUCCESS'), ...this.parties, codeType: 'STORE_CODE' };
  }

  private refused(decision: Decision): JsonObject {
    return noticeAnswer(decision as NoticeBehaviour, 'ACCESS_DENIED', this.parties).body;
  }

  private get parties(): JsonObject {
    const { acquirerId, pspId } = this.options;
    return { acquirerId, pspId };
  }

  private stateOf({ byCustomer, isClosed, expiresAtMs }: OrderCode): CodeState {
    if ([...byCustomer.values()].some(({ paymentRequestId }) => this.options.isPaid(paymentRequestId))) return 'paid';
    if (isClosed) return 'closed';
    return this.now() < expiresAtMs ? 'open' : 'expired';
  }

  private known(codeValue: string): OrderCode {
    const code = this.codes.get(codeValue);
    if (!code) throw new Error('no merchant has made this code: it is lost when the simulator is restarted');
    return code;
  }
}

const allot = ({ isAboveLimit }: OrderCode): Decoded => ({
  paymentRequestId: newRequestId(),
  decision: isAboveLimit ? 'HANDLE_BY_SDK' : 'S',
});
