import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Books } from '../alipayplus/books';
import {
  evaluationRequest,
  newRequestId,
  orderRequest,
  verificationRequest,
  type Purchase,
} from '../alipayplus/easy-pay-requests';
import { resultOf, type Exchange, type JsonObject } from '../alipayplus/exchange';
import type { GatewayClient } from '../alipayplus/gateway-client';
import { checkoutPage, codePage, resultPage } from './pages';

export interface ShopOptions {
  readonly gateway: GatewayClient;
  readonly books: Books;
  readonly acquirerId: string;
  readonly pspId: string;
}

interface OpenOrder {
  readonly purchase: Purchase;
  readonly verifyRequestId: string;
}

const order = z.object({
  loginId: z.string().min(1),
  currency: z.string().regex(/^[A-Z]{3}$/),
  amount: z.string().regex(/^[1-9]\d*$/),
});
const entry = z.object({ otpCode: z.string().trim(), authorize: z.string().optional() });

const form = (body: unknown): Record<string, string> =>
  Object.fromEntries(new URLSearchParams((body as Buffer).toString('utf8')));

/** The merchant's page: an Easy Pay payment by hand in a browser, without script. */
export function shopEndpoints(server: FastifyInstance, { gateway, books, ...ids }: ShopOptions): void {
  const open = new Map<string, OpenOrder>();
  const pay = async (body: JsonObject): Promise<Exchange> => {
    const exchange = await gateway.call('pay', body);
    books.bookExchange(exchange);
    return exchange;
  };

  server.get('/', (_, reply) => reply.type('text/html').send(checkoutPage()));

  server.post('/shop/orders', async (request, reply) => {
    const purchase = {
      ...ids,
      ...order.parse(form(request.body)),
      merchantName: 'Simulated shop',
      paymentMethodType: 'ALIPAY_HK',
    };
    const evaluation = await pay(evaluationRequest(purchase, newRequestId()));
    reply.type('text/html');
    if (resultOf(evaluation.answer)?.resultStatus !== 'S')
      return resultPage('The wallet refuses', describe(evaluation));
    const paymentRequestId = newRequestId();
    const created = await pay(orderRequest(purchase, paymentRequestId));
    const verifyRequestId = created.answer?.verifyRequestId;
    if (typeof verifyRequestId !== 'string') return resultPage('The order was not opened', describe(created));
    open.set(paymentRequestId, { purchase, verifyRequestId });
    return codePage({ action: `/shop/orders/${paymentRequestId}`, loginId: purchase.loginId });
  });

  server.post<{ Params: { id: string } }>('/shop/orders/:id', async (request, reply) => {
    const { id: paymentRequestId } = request.params;
    const { otpCode, authorize } = entry.parse(form(request.body));
    const known = open.get(paymentRequestId);
    reply.type('text/html');
    if (!known) return reply.code(404).send(resultPage('Unknown order', paymentRequestId));
    const { purchase, verifyRequestId } = known;
    const isAuthorizationAndPay = authorize !== undefined;
    const paid = await pay(
      verificationRequest(purchase, { paymentRequestId, verifyRequestId, otpCode, isAuthorizationAndPay }),
    );
    const result = resultOf(paid.answer);
    if (result?.resultCode === 'VERIFICATION_IN_PROCESS') {
      return codePage({ action: request.url, loginId: purchase.loginId, note: 'That code was not right. Try again.' });
    }
    return resultPage(result?.resultStatus === 'S' ? 'Paid' : 'Not paid', describe(paid));
  });
}

const describe = ({ answer, signature, error }: Exchange): string =>
  JSON.stringify({ answer, signature, error }, undefined, 2);
