import { z } from 'zod';
import { named } from './wallet-route';

const amount = named(
  'Amount',
  z.strictObject({
    currency: z.string().length(3).describe('ISO 4217.'),
    value: z.string().describe('Whole minor units, such as "12050".'),
  }),
);

const failure = named(
  'Failure',
  z.strictObject({
    code: z.string().describe('For programs: a result code of Alipay+.'),
    message: z.string().describe('For the user: what is wrong.'),
    whatToDo: z.string().describe('For the user: what helps.'),
  }),
);

const quote = named(
  'Quote',
  z.strictObject({
    pair: z.string().describe('`JPY/KRW`: one unit of the first costs `price` of the second.'),
    price: z.string().describe('As Alipay+ writes it.'),
    unit: z.string().optional().describe('How many units of the first the price is for; absent: one.'),
  }),
);

const discount = named('Discount', z.strictObject({ name: z.string().optional(), amount }));

/** What all orders have, also of what the client SDK went on with. */
const always = {
  orderId: z.uuid(),
  state: z
    .enum(['waiting', 'succeeded', 'failed', 'handledBySdk'])
    .describe('`waiting`: for the user to confirm. All others are final for the app.'),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime().optional().describe('From then on it cannot be confirmed.'),
  brandLine: z.string().describe('Shown with the result, and where Alipay+ wants it.'),
};

/** What the cashier and the page of the result show. Absent of what the client SDK went on with. */
const shown = {
  paidAt: z.iso.datetime().optional(),
  cancelledAt: z.iso.datetime().optional().describe('Alipay+ took it back.'),
  merchantName: z.string().optional().describe('In its original language.'),
  storeName: z.string().optional(),
  orderDescription: z.string().optional(),
  orderAmount: amount.optional().describe("The merchant's price; of scanned codes only."),
  paymentAmount: amount.optional().describe('What is paid.'),
  payToAmount: amount.optional().describe('The same as Alipay+ gets it from the wallet.'),
  walletAmount: amount.optional().describe('What the wallet is debited, in its own currency.'),
  localAmountExact: z
    .boolean()
    .optional()
    .describe(
      'Whether `walletAmount` may be shown as the order amount in local money: nothing was added or taken off.',
    ),
  quote: quote.optional().describe('Absent where nothing was converted.'),
  discounts: z.array(discount).optional(),
  refundedAmount: amount.optional().describe('So far, in the currency of `paymentAmount`.'),
  failure: failure.optional().describe('With `waiting`: why it could not be paid just now; it may be confirmed again.'),
  redirectUrl: z.string().optional().describe("The merchant's page after the payment, for a WebView; absent: home."),
  redirectAfterSeconds: z.int().optional().describe('With `redirectUrl`: when the app goes there by itself.'),
  paymentMethod: z.string().optional().describe('What users call this wallet.'),
  maskedAccount: z.string().optional(),
};

export const order = named('Order', z.strictObject({ ...always, ...shown }));
export type ToldOrder = z.input<typeof order>;
export type ToldAmount = z.input<typeof amount>;

export const orderPage = named(
  'OrderPage',
  z.strictObject({
    orders: z.array(order),
    next: z.uuid().optional().describe('`after` of the next page; absent: these are the oldest.'),
  }),
);

export const paidCode = named(
  'ScannedCode',
  z.strictObject({
    action: z
      .enum(['PAY', 'HANDLE_BY_SDK', 'OPEN_URL', 'LOCAL', 'REJECT', 'UNSUPPORTED', 'REFUSED'])
      .describe(
        '`PAY`: show the page that the state of `order` asks for. `HANDLE_BY_SDK`: give `sdkActionPayload` to the client SDK, and show no cashier. `OPEN_URL`: an entry code, for `launch`. `LOCAL`, `REJECT`, `UNSUPPORTED`: not a code of Alipay+; nothing has left the wallet. `REFUSED`: it cannot be paid, `failure` says why.',
      ),
    order: order.optional(),
    sdkActionPayload: z.string().optional().describe('Opaque.'),
    failure: failure.optional(),
    redirectUrl: z.string().optional(),
    userAgent: z.string().optional(),
    acDecodeConfig: z.string().optional().describe('Opaque.'),
  }),
);
export type PaidCode = z.input<typeof paidCode>;
