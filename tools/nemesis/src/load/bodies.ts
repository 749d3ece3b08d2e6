import type { AuthorizationInfo, JsonObject, Parties, Sale } from '@wallet/testkit';
import type { PlannedFlow } from '../plan/load-plan';

const hkd = (minorUnits: bigint) => ({ currency: 'HKD', value: minorUnits.toString() });

/** The same as Alipay+ gets it. */
function settled(minorUnits: bigint, { quote }: PlannedFlow): JsonObject {
  if (!quote) return hkd(minorUnits);
  return { currency: quote.currency, value: ((minorUnits * quote.perThousand) / 1_000n).toString() };
}

const quoteOf = ({ quote }: PlannedFlow): JsonObject =>
  quote
    ? {
        paymentQuote: {
          quoteId: `quote-${quote.currency}`,
          quoteCurrencyPair: `HKD/${quote.currency}`,
          quotePrice: quote.price,
          quoteStartTime: '2026-01-01T00:00:00+08:00',
          quoteExpiryTime: '2099-01-01T00:00:00+08:00',
        },
      }
    : {};

/** Of every fourth payment: it travels with the facts of the payment, which makes batches that exceed what Kafka takes at once. */
const promoOf = ({ index }: PlannedFlow): JsonObject =>
  index % 4 === 0
    ? { paymentPromoInfo: { paymentPromoDetails: [{ promoId: `promo-${index}`, note: '優'.repeat(2_000) }] } }
    : {};

/** In letters, so that no digits of it are taken for a code. */
export function merchantNameOf({ index }: PlannedFlow): string {
  return `Shop ${[...String(index)].map((digit) => 'abcdefghij'[Number(digit)]).join('')}`;
}

/** The same payment in the words of Alipay+. */
export const saleOf = (parties: Parties, flow: PlannedFlow): Sale => ({
  parties,
  paymentRequestId: flow.paymentRequestId,
  merchantName: merchantNameOf(flow),
  amount: hkd(flow.amount),
  fullOrder: flow.index,
  over: { payToAmount: settled(flow.amount, flow), ...quoteOf(flow), ...promoOf(flow) },
});

const authClientId = '2188120000099147';

/** The user agrees to pay later without a code. */
export const agreeing = ({ paymentRequestId }: PlannedFlow): AuthorizationInfo => ({
  authClientId,
  authState: `state-${paymentRequestId}`,
  referenceAgreementId: paymentRequestId,
});

/** The user binds by a code that is typed at the merchant. */
export const prepareBody = (parties: Parties, flow: PlannedFlow, loginId: string): JsonObject => ({
  ...parties,
  authClientId,
  authClientDisplayName: merchantNameOf(flow),
  authClientName: merchantNameOf(flow),
  authorizationAction: 'SMS',
  referenceAgreementId: flow.paymentRequestId,
  referenceMerchantId: authClientId,
  scopes: ['AGREEMENT_PAY'],
  userLoginId: loginId,
  userLoginIdType: 'MOBILE',
});

/** Of applyToken, for a code or a refresh token. */
export const grantBody = (parties: Parties, grant: JsonObject): JsonObject => ({ ...parties, authClientId, ...grant });

export const sendOtpBody = (parties: Parties, { paymentRequestId }: PlannedFlow, loginId: string): JsonObject => ({
  ...parties,
  referenceRequestId: paymentRequestId,
  userLoginId: loginId,
  userLoginIdType: 'MOBILE',
  verifyType: 'MOBILE',
});

/** Of an inquiry and of a cancellation. */
export const paymentBody = (parties: Parties, { paymentRequestId }: PlannedFlow): JsonObject => ({
  ...parties,
  paymentRequestId,
});

export function refundBody(
  parties: Parties,
  flow: PlannedFlow,
  refund: { readonly refundRequestId: string; readonly paymentId: string; readonly amount: bigint },
): JsonObject {
  const { refundRequestId, paymentId, amount } = refund;
  return {
    ...parties,
    paymentRequestId: flow.paymentRequestId,
    paymentId,
    refundRequestId,
    refundAmount: hkd(amount),
    refundFromAmount: settled(amount, flow),
  };
}
