import { z } from 'zod';
import { approvalEndpoints } from './approvals';
import { provenLedger } from './books';
import * as codes from './codes';
import { commonEndpoints } from './dead-letters';
import { get, post, put } from './endpoint';
import { limitOf, place, since } from './fields';
import { noteBody, notedUnlessDryRun } from './operator-note';
import * as payments from './payments';

const limit = limitOf(500, 50);
const entryNumber = z.string('must come once').regex(/^\d{1,18}$/, 'must be what the page before said');

/** The calls of payments. */
export const paymentsEndpoints = {
  ...commonEndpoints,
  ...approvalEndpoints,
  showPayment: get('payments/:id', 'viewer', 'By its or a refund of its ids: events, refunds, postings', {
    answer: payments.payment,
  }),
  creditCustomer: post('customers/:customerId/credit', 'finance', 'Adds money, once for each reference', {
    body: payments.credit,
    answer: payments.credited,
  }),
  showLimits: get('customers/:customerId/limits', 'viewer', "A customer's own limits; null: the setting applies", {
    answer: payments.limits,
  }),
  setLimits: put('customers/:customerId/limits', 'finance', 'Sets those that are given, from the next payment on', {
    body: payments.limitsChange,
    answer: payments.limits,
  }),
  listCustomerPayments: get('customers/:customerId/payments', 'viewer', 'The orders of a customer, the newest first', {
    query: z.object({ before: place.optional(), limit }),
    answer: payments.paymentsPage,
  }),
  showStatement: get('customers/:customerId/statement', 'viewer', "A wallet's entries with the balance after each", {
    query: z.object({ before: entryNumber.optional(), limit }),
    answer: payments.statement,
  }),
  listToldOrders: get('notices', 'viewer', 'Orders that Alipay+ was to be told of, the oldest first', {
    query: z.object({ since, after: place.optional(), limit: limitOf(1_000, 1_000) }),
    answer: z.object({ orders: z.array(payments.toldOrder), next: z.string().optional() }),
  }),
  repairOrderNotices: post('notices/repair', 'support', 'Tells again what became of orders', {
    body: notedUnlessDryRun({
      paymentRequestIds: z.array(z.string().min(1).max(64)).min(1, 'must not be empty').max(500, 'at most 500'),
    }),
    answer: payments.repairedOrders,
  }),
  listCodes: get('codes', 'viewer', "The wallet's own lists of codes, and which rules of Alipay+ are kept", {
    answer: codes.codeBook,
  }),
  addCode: post('codes', 'support', 'Puts a pattern on a list, within seconds in force everywhere', {
    body: codes.codeAddition,
    answer: codes.changedCode,
  }),
  removeCode: post('codes/:codeId/remove', 'support', 'Takes it off again', {
    body: noteBody,
    answer: codes.changedCode,
  }),
  proveBooks: get('books', 'viewer', 'What must hold of orders and the ledger, and does it; its trial balance', {
    answer: provenLedger,
  }),
  listSettled: get('books/settled', 'viewer', 'What was paid, by ascending id', {
    query: z.object({
      after: z.string('must come once').default(''),
      since: since.default('1970-01-01T00:00:00Z'),
      limit: limitOf(10_000, 1_000),
    }),
    answer: z.object({ payments: z.array(payments.settledPayment) }),
  }),
};
