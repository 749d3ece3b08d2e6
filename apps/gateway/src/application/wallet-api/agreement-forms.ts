import { agreementScopes } from '@wallet/contracts';
import { z } from 'zod';
import { named } from './wallet-route';

const agreement = named(
  'Agreement',
  z.strictObject({
    agreementId: z.uuid(),
    authClientId: z.string().describe('Whom the user gave consent, by its id at Alipay+.'),
    referenceAgreementId: z.string().describe("The agreement's id at the merchant."),
    authClientName: z.string().describe('The name that the user agreed to.'),
    referenceMerchantId: z.string().optional(),
    scopes: z.array(z.enum(agreementScopes)).min(1),
    status: z.enum(['ACTIVE', 'CANCELLED']),
    madeAt: z.iso.datetime(),
    cancelledAt: z.iso.datetime().optional().describe('Present once it is CANCELLED.'),
  }),
);

export const agreements = named('Agreements', z.strictObject({ agreements: z.array(agreement) }));

export const unbound = named('Unbound', z.strictObject({ agreementId: z.uuid(), status: z.literal('CANCELLED') }));
