import { z } from 'zod';
import { approvalEndpoints, importApproval, importReport } from './approvals';
import { agreement, repairedAgreements, toldAgreements } from './agreements';
import { provenBooks } from './books';
import * as customers from './customers';
import { commonEndpoints } from './dead-letters';
import { get, post } from './endpoint';
import { limitOf, place, since } from './fields';
import { noteBody, notedUnlessDryRun } from './operator-note';

const changed = { body: noteBody, answer: customers.changedCustomer };

/** The calls of auth. */
export const authEndpoints = {
  ...commonEndpoints,
  ...approvalEndpoints,
  importCustomers: post('customers/import', 'finance', 'Registers customers at once, if none is above a ceiling', {
    body: customers.customerImport,
    answer: customers.importedCustomers,
  }),
  stageRows: post('imports/:importId/rows', 'finance', 'Stages rows of an import, whose id is a UUID of the caller', {
    body: customers.stagedRows,
    answer: z.object({ rejected: importReport.shape.rejected }),
  }),
  submitImport: post('imports/:importId/submit', 'finance', 'Carries an import out, or has it wait for approval', {
    body: customers.submission,
    answer: z.object({ import: importApproval, report: importReport }),
  }),
  showCustomer: get('customers/:reference', 'viewer', 'One customer, by login id or customer id', {
    answer: customers.customer,
  }),
  freezeCustomer: post('customers/:reference/freeze', 'support', 'No payment goes through until unfrozen', changed),
  unfreezeCustomer: post('customers/:reference/unfreeze', 'support', 'Payments go through again', changed),
  closeCustomer: post('customers/:reference/close', 'support', 'For ever: no payment and no refund', changed),
  renumberCustomer: post('customers/:reference/renumber', 'support', 'Another mobile number for a customer', {
    body: customers.renumbering,
    answer: customers.changedCustomer,
  }),
  setKycLevel: post('customers/:reference/kyc', 'support', 'Another KYC level, from the next payment on', {
    body: customers.kycChange,
    answer: customers.changedCustomer,
  }),
  takeStatus: post('customers/:reference/status', 'support', 'From a directory elsewhere: the status of a customer', {
    body: customers.statusOfDirectory,
    answer: z.object({ changed: z.boolean(), version: z.number() }),
  }),
  listAgreements: get('agreements', 'viewer', 'The agreements of a customer, the newest first', {
    query: z.object({ customer: z.string('must be a login id or customer id').min(1, 'must not be empty') }),
    answer: z.object({ agreements: z.array(agreement) }),
  }),
  revokeAgreement: post('agreements/:agreementId/revoke', 'support', 'Ends an agreement; Alipay+ is told', {
    body: noteBody,
    answer: z.object({ changed: z.boolean(), agreement }),
  }),
  listToldAgreements: get('notices', 'viewer', 'Agreements that Alipay+ was to be told of, the oldest first', {
    query: z.object({ since, after: place.optional(), limit: limitOf(1_000, 500) }),
    answer: toldAgreements,
  }),
  repairAgreementNotices: post('notices/repair', 'support', 'Tells again what became of agreements', {
    body: notedUnlessDryRun({
      agreementIds: z.array(z.uuid('must be an agreement id')).min(1, 'must not be empty').max(500, 'at most 500'),
    }),
    answer: repairedAgreements,
  }),
  proveBooks: get('books', 'viewer', 'What must hold of agreements, codes and tokens, and does it', {
    answer: provenBooks,
  }),
};
