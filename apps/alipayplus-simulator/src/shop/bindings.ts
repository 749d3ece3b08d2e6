import {
  codeGrantRequest,
  prepareRequest,
  verificationGrantRequest,
  type Binding,
} from '../alipayplus/authorization-requests';
import { merchantId, newRequestId, type Purchase } from '../alipayplus/easy-pay-requests';
import type { Agreements } from '../books/agreements';
import type { JsonObject } from '../wire/exchange';
import { readable } from '../wire/secrets';
import type { ShopCalls, Shown } from './calls';
import { codePage, resultPage, wrongCode } from './pages';

interface OpenBinding {
  readonly binding: Binding;
  readonly purchase: Purchase;
  readonly authState: string;
  /** By SMS: what the code is entered for. */
  readonly sent?: { readonly authCode: string; readonly verifyRequestId: string };
}

/** What came with the user from the wallet's page. */
export interface CameBack {
  readonly authState?: string | undefined;
  readonly authCode?: string | undefined;
}

/** The agreements that users made at the shop by themselves, without a payment. */
export class Bindings {
  private readonly open = new Map<string, OpenBinding>();

  constructor(
    private readonly calls: ShopCalls,
    private readonly agreements: Agreements,
  ) {}

  purchases(): [string, Purchase][] {
    return [...this.open].map(([id, { purchase }]) => [id, purchase]);
  }

  /** `origin` is the shop's, as the browser sees it. */
  bySms(purchase: Purchase, origin: string): Promise<Shown> {
    return this.prepare(purchase, origin, purchase.loginId);
  }

  byRedirect(purchase: Purchase, origin: string): Promise<Shown> {
    return this.prepare(purchase, origin);
  }

  /** Undefined: no code was sent for such a binding. */
  enterCode(id: string, otpCode: string): Promise<Shown> | Shown | undefined {
    const open = this.open.get(id);
    if (!open?.sent) return undefined;
    return this.apply(id, verificationGrantRequest(open.binding, { ...open.sent, otpCode }), {
      OTP_VERIFICATION_FAILED: () => this.codePage(id, open, wrongCode),
    });
  }

  /** Undefined: there is no such binding. */
  comeBack(id: string, { authState, authCode }: CameBack): Promise<Shown> | Shown | undefined {
    const open = this.open.get(id);
    if (!open) return undefined;
    const notBound = (why: string) => resultPage('Not bound', why, { ids: idsOf(id), about: [id] });
    if (authState !== open.authState) return notBound('The authState is not the one that was sent.');
    if (authCode === undefined) return notBound('The wallet gave no code: the user refused.');
    this.agreements.bookReturn(id, authCode);
    return this.apply(id, codeGrantRequest(open.binding, authCode));
  }

  private prepare(purchase: Purchase, origin: string, smsTo?: string): Promise<Shown> {
    const id = newRequestId();
    const { acquirerId, pspId } = purchase;
    const binding = { acquirerId, pspId, authClientId: merchantId, referenceAgreementId: id };
    const open = { binding, purchase, authState: `auth-state-${newRequestId()}` };
    const preparation = {
      authClientName: purchase.merchantName,
      authRedirectUrl: `${origin}/shop/bindings/${id}/return`,
      authState: open.authState,
      ...(smsTo !== undefined && { smsTo }),
    };
    const prepared = ({ authUrl, authCode, verifyRequestId }: JsonObject): Shown | undefined => {
      this.open.set(id, open);
      if (smsTo === undefined) return typeof authUrl === 'string' ? { redirect: authUrl } : undefined;
      if (typeof authCode !== 'string' || typeof verifyRequestId !== 'string') return undefined;
      const waiting = { ...open, sent: { authCode, verifyRequestId } };
      this.open.set(id, waiting);
      return this.codePage(id, waiting);
    };
    const body = prepareRequest(binding, preparation);
    return this.calls.make({ api: 'prepare', body, ids: idsOf(id), about: [id], leadsTo: { SUCCESS: prepared } });
  }

  /** A page that is loaded once more makes no second call: a code that comes twice ends its agreement. */
  private apply(
    id: string,
    body: JsonObject,
    leadsTo: Readonly<Record<string, () => Shown>> = {},
  ): Promise<Shown> | Shown {
    const bound = (detail: string) => resultPage('Bound', detail, { ids: idsOf(id), about: [id] });
    const { status, customerId } = this.agreements.agreement(id);
    if (status === 'ACTIVE') return bound(readable({ customerId }));
    const success = (answer: JsonObject) => bound(readable(answer));
    const [ids, about] = [idsOf(id), [id]];
    return this.calls.make({ api: 'applyToken', body, ids, about, leadsTo: { ...leadsTo, SUCCESS: success } });
  }

  private codePage(id: string, { purchase: { loginId } }: OpenBinding, note = ''): string {
    return codePage({ action: `/shop/bindings/${id}/code`, loginId, about: [id], note, isPayment: false });
  }
}

const idsOf = (referenceAgreementId: string) => ({ referenceAgreementId });
