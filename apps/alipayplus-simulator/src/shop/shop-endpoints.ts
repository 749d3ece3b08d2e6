import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { BookedGateway } from '../alipayplus/booked-gateway';
import type { Agreements } from '../books/agreements';
import { formOf } from '../http/request-body';
import { sinceWhen } from '../journal/wire-endpoint';
import { Bindings } from './bindings';
import { ShopCalls, type Shown } from './calls';
import { Orders } from './orders';
import { checkoutPage, resultPage } from './pages';

export interface ShopOptions {
  readonly gateway: Pick<BookedGateway, 'call'>;
  readonly agreements: Agreements;
  readonly acquirerId: string;
  readonly pspId: string;
  /** ISO 8601. */
  readonly startedAt: string;
}

const order = z.object({
  loginId: z.string().min(1),
  currency: z.string().regex(/^[A-Z]{3}$/),
  amount: z.string().regex(/^[1-9]\d*$/),
});
const entry = z.object({ otpCode: z.string().trim(), authorize: z.string().optional() });
const cameBack = z.object({ authState: z.string().optional(), authCode: z.string().optional() });

type WithId = FastifyRequest<{ Params: { id: string } }>;

/** The merchant's page by hand in a browser, without script: pay, bind by either way, pay again. */
export function shopEndpoints(server: FastifyInstance, { gateway, agreements, startedAt, ...ids }: ShopOptions): void {
  const calls = new ShopCalls(gateway);
  const [orders, bindings] = [new Orders(calls), new Bindings(calls, agreements)];
  const agreed = () =>
    [...orders.purchases(), ...bindings.purchases()].filter(([id]) => agreements.agreement(id).status === 'ACTIVE');
  const purchaseOf = ({ body }: FastifyRequest) => ({ ...common, ...ids, ...order.parse(formOf(body)) });

  const show = async (reply: FastifyReply, id: string, found: Promise<Shown> | Shown | undefined) => {
    const shown = await found;
    if (typeof shown === 'object') return reply.redirect(shown.redirect, 303);
    reply.type('text/html');
    return shown ?? reply.code(404).send(resultPage('Not known here', `${id}: ${sinceWhen(startedAt)}`));
  };

  server.get('/', (_, reply) => {
    const payAgain = agreed().map(([id, { currency, amount, loginId }]) => ({
      action: `/shop/agreements/${id}/payments`,
      label: `Pay ${currency} ${amount} again for ${loginId}, without a code`,
    }));
    return reply.type('text/html').send(checkoutPage(payAgain));
  });

  server.post('/shop/orders', (request, reply) => show(reply, '', orders.begin(purchaseOf(request))));
  server.post('/shop/orders/:id', ({ params: { id }, body }: WithId, reply) => {
    const { otpCode, authorize } = entry.parse(formOf(body));
    return show(reply, id, orders.verify(id, otpCode, authorize !== undefined));
  });
  server.post('/shop/agreements/:id/payments', ({ params: { id } }: WithId, reply) => {
    const [[, purchase] = [], { accessToken }] = [agreed().find(([known]) => known === id), agreements.agreement(id)];
    return show(reply, id, purchase && accessToken ? orders.payAgain(purchase, accessToken, id) : undefined);
  });

  server.post('/shop/bindings/by-sms', (request, reply) =>
    show(reply, '', bindings.bySms(purchaseOf(request), originOf(request))),
  );
  server.post('/shop/bindings/by-redirect', (request, reply) =>
    show(reply, '', bindings.byRedirect(purchaseOf(request), originOf(request))),
  );
  server.post('/shop/bindings/:id/code', ({ params: { id }, body }: WithId, reply) =>
    show(reply, id, bindings.enterCode(id, entry.parse(formOf(body)).otpCode)),
  );
  server.get('/shop/bindings/:id/return', ({ params: { id }, query }: WithId, reply) =>
    show(reply, id, bindings.comeBack(id, cameBack.parse(query))),
  );
  server.post('/shop/calls/:id', ({ params: { id } }: WithId, reply) => show(reply, id, calls.again(id)));
}

const common = { merchantName: 'Simulated shop', paymentMethodType: 'ALIPAY_HK' };

const originOf = ({ protocol, host }: FastifyRequest): string => `${protocol}://${host}`;
