import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Agreements } from '../books/agreements';
import type { BookedGateway } from '../alipayplus/booked-gateway';
import {
  evaluationRequest,
  newRequestId,
  orderRequest,
  tokenPayRequest,
  verificationRequest,
  type Purchase,
} from '../alipayplus/easy-pay-requests';
import { resultOf, type Exchange } from '../wire/exchange';
import type { KnownIds } from '../wire/known-ids';
import { formOf } from '../http/request-body';
import { checkoutPage, codePage, resultPage } from './pages';

export interface ShopOptions {
  readonly gateway: Pick<BookedGateway, 'call'>;
  readonly agreements: Agreements;
  readonly acquirerId: string;
  readonly pspId: string;
}

const order = z.object({
  loginId: z.string().min(1),
  currency: z.string().regex(/^[A-Z]{3}$/),
  amount: z.string().regex(/^[1-9]\d*$/),
});
const entry = z.object({ otpCode: z.string().trim(), authorize: z.string().optional() });

/** The merchant's page: an Easy Pay payment by hand in a browser, without script. */
export function shopEndpoints(server: FastifyInstance, { gateway, agreements, ...ids }: ShopOptions): void {
  const open = new Map<string, { readonly purchase: Purchase; readonly verifyRequestId: string }>();
  const agreed = () => [...open].filter(([id]) => agreements.agreement(id).status === 'ACTIVE');

  server.get('/', (_, reply) => {
    const payAgain = agreed().map(([id, { purchase }]) => ({
      action: `/shop/agreements/${id}/payments`,
      label: `Pay ${purchase.currency} ${purchase.amount} again for ${purchase.loginId}, without a code`,
    }));
    return reply.type('text/html').send(checkoutPage(payAgain));
  });

  server.post<{ Params: { id: string } }>('/shop/agreements/:id/payments', async (request, reply) => {
    const { id } = request.params;
    const [purchase, { accessToken }] = [open.get(id)?.purchase, agreements.agreement(id)];
    reply.type('text/html');
    if (!purchase || !accessToken) return reply.code(404).send(resultPage('Unknown agreement', id));
    const paymentRequestId = newRequestId();
    const paid = await gateway.call('pay', tokenPayRequest(purchase, accessToken, paymentRequestId));
    return paymentPage(paid, { paymentRequestId, referenceAgreementId: id });
  });

  server.post('/shop/orders', async (request, reply) => {
    const purchase = {
      ...ids,
      ...order.parse(formOf(request.body)),
      merchantName: 'Simulated shop',
      paymentMethodType: 'ALIPAY_HK',
    };
    const evaluation = await gateway.call('pay', evaluationRequest(purchase, newRequestId()));
    reply.type('text/html');
    if (resultOf(evaluation.answer)?.resultStatus !== 'S')
      return resultPage('The wallet refuses', describe(evaluation));
    const paymentRequestId = newRequestId();
    const created = await gateway.call('pay', orderRequest(purchase, paymentRequestId));
    const verifyRequestId = created.answer?.verifyRequestId;
    if (typeof verifyRequestId !== 'string')
      return resultPage('The order was not opened', describe(created), { paymentRequestId });
    open.set(paymentRequestId, { purchase, verifyRequestId });
    return codePage({ action: `/shop/orders/${paymentRequestId}`, loginId: purchase.loginId });
  });

  server.post<{ Params: { id: string } }>('/shop/orders/:id', async (request, reply) => {
    const { id: paymentRequestId } = request.params;
    const { otpCode, authorize } = entry.parse(formOf(request.body));
    const known = open.get(paymentRequestId);
    reply.type('text/html');
    if (!known) return reply.code(404).send(resultPage('Unknown order', paymentRequestId));
    const { purchase, verifyRequestId } = known;
    const isAuthorizationAndPay = authorize !== undefined;
    const paid = await gateway.call(
      'pay',
      verificationRequest(purchase, { paymentRequestId, verifyRequestId, otpCode, isAuthorizationAndPay }),
    );
    const result = resultOf(paid.answer);
    if (result?.resultCode === 'VERIFICATION_IN_PROCESS') {
      return codePage({ action: request.url, loginId: purchase.loginId, note: 'That code was not right. Try again.' });
    }
    return paymentPage(paid, { paymentRequestId, ...(authorize && { referenceAgreementId: paymentRequestId }) });
  });
}

function paymentPage(paid: Exchange, ids: KnownIds): string {
  const paymentId = paid.answer?.paymentId;
  const title = resultOf(paid.answer)?.resultStatus === 'S' ? 'Paid' : 'Not paid';
  return resultPage(title, describe(paid), { ...ids, ...(typeof paymentId === 'string' && { paymentId }) });
}

const describe = ({ answer, signature, error }: Exchange): string =>
  JSON.stringify({ answer, signature, error }, undefined, 2);
