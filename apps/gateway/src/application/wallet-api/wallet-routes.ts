import { listAgreements } from '@wallet/contracts';
import { z } from 'zod';
import { agreements, unbound } from './agreement-forms';
import { oneCommand } from './ask';
import { identifiedCode, scanned } from './code-forms';
import { IdentifyScannedCode } from './identify-scanned-code';
import { orderRoutes } from './order-routes';
import { scanPageRoutes } from './scan-page-routes';
import { UnbindAgreement } from './unbind-agreement';
import { route, type WalletRoute } from './wallet-route';

const nothing = z.object({});

/** All that the wallet's own app may ask, by operation id. */
export const walletRoutes: Readonly<Record<string, WalletRoute>> = {
  listAgreements: route({
    method: 'GET',
    path: '/wallet/v1/agreements',
    summary: "The customer's agreements, newest first, ended ones too.",
    input: nothing,
    answer: agreements,
    answered: 'All of them, 200 at most.',
    refusals: [],
    useCase: oneCommand({
      topic: listAgreements,
      priority: 'evaluation',
      payload: (_, { customerId }) => ({ customerId }),
      kind: 'agreements',
      answer: ({ agreements }) => ({ agreements }),
    }),
  }),
  unbindAgreement: route({
    method: 'POST',
    path: '/wallet/v1/agreements/:agreementId/unbind',
    summary: 'Ends an agreement, if Alipay+ allows it. No body. Again is fine.',
    input: z.object({ agreementId: z.uuid() }),
    answer: unbound,
    answered: 'It has ended, now or before: none of its tokens pays any more.',
    refusals: ['not-found', 'unbind-at-merchant'],
    useCase: (ports) => new UnbindAgreement(ports),
  }),
  identifyCode: route({
    method: 'POST',
    path: '/wallet/v1/codes/identify',
    summary: 'What is to be done with a scanned code.',
    input: scanned,
    answer: identifiedCode,
    answered: 'Also of a code that nobody knows.',
    refusals: [],
    useCase: (ports) => new IdentifyScannedCode(ports),
  }),
  ...orderRoutes,
  ...scanPageRoutes,
};
