import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { escape, page } from '../http/page';
import { formOf } from '../http/request-body';
import { entryPath } from './code-values';
import { merchantOf, type Merchant } from './merchants';
import type { OrderCodes } from './order-codes';
import { decimalsOf, minorUnitsOf } from './quotes';
import { wantedOrder } from './wanted-order';

const atMerchant = z.object({ merchant: z.string() });
const asked = z.object({ payTo: z.string().default('HKD') });
const answered = z.object({ amount: z.string().trim(), payTo: z.string() });

/** The word in the User-Agent by which a merchant's page knows a wallet of Alipay+. */
const walletWord = 'AlipayConnect';

/**
 * What an entry code leads to, `/entry/:merchant[?payTo=]`: the user types the amount, the merchant makes an order code of it.
 * A wallet is sent on to the code, as its client SDK expects; any other browser is shown it.
 */
export function entryEndpoints(server: FastifyInstance, codes: OrderCodes): void {
  server.get(`${entryPath}:merchant`, (request, reply) => {
    const merchant = merchantOf(atMerchant.parse(request.params).merchant);
    return reply.type('text/html').send(amountPage(merchant, asked.parse(request.query).payTo));
  });

  server.post(`${entryPath}:merchant`, (request, reply) => {
    const merchant = merchantOf(atMerchant.parse(request.params).merchant);
    const { amount: typed, payTo } = answered.parse(formOf(request.body));
    const amount = minorUnitsOf(typed, merchant.currency);
    if (amount === undefined)
      return reply
        .code(400)
        .type('text/html')
        .send(amountPage(merchant, payTo, typed));
    const userAgent = request.headers['user-agent'];
    const wanted = { merchant: merchant.id, amount, payToCurrency: payTo, isFromEntry: true, userAgent };
    const { codeValue } = codes.make(wantedOrder.parse(wanted));
    if (userAgent?.includes(walletWord)) return reply.redirect(codeValue, 303);
    return reply.type('text/html').send(codePage(merchant, codeValue));
  });
}

function amountPage({ id, name, store, currency }: Merchant, payTo: string, wrong?: string): string {
  const decimals = decimalsOf(currency);
  const form = decimals === 0 ? 'a whole number' : `a number with at most ${decimals} decimals`;
  const fault = wrong === undefined ? '' : `<p role="alert">"${escape(wrong)}" is no amount: give ${form}.</p>`;
  return page(
    name,
    `<p>${escape(store)}</p>${fault}
<form method="post" action="${escape(entryPath + id)}">
  <input type="hidden" name="payTo" value="${escape(payTo)}">
  <label>Amount in ${escape(currency)} <input name="amount" inputmode="${decimals === 0 ? 'numeric' : 'decimal'}" required></label>
  <button>Pay</button>
</form>`,
  );
}

const codePage = ({ name }: Merchant, codeValue: string): string =>
  page(name, `<p>The code of your order, for a wallet of Alipay+:</p>\n<p><code>${escape(codeValue)}</code></p>`);
