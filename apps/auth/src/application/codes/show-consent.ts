import { answerPlace, type Answer, type Command, type ShowConsentCommand } from '@wallet/contracts';
import { refused, type Clock } from '@wallet/kernel';
import { isGivenBy, isOverdue } from '../../domain/consent';
import type { AuthCodes } from './auth-codes';
import type { IdentifyCustomers } from '../customers/identify-customers';
import { maskedLoginId } from '../customers/masked-login-id';
import type { Preparations } from '../ports/preparations';

export interface ConsentParts {
  readonly customers: Pick<IdentifyCustomers, 'execute'>;
  readonly preparations: Preparations;
  readonly codes: AuthCodes;
  readonly clock: Clock;
}

const statuses = { OPEN: 'open', GIVEN: 'given', REFUSED: 'refused' } as const;

/** What the consent page says. The code is for the customer who gave consent only, and while it can be used. */
export class ShowConsent {
  constructor(private readonly parts: ConsentParts) {}

  /** Throws DependencyFault. */
  async execute({ payload, correlationId }: Command<ShowConsentCommand>): Promise<Answer> {
    const { customers, preparations, codes, clock } = this.parts;
    const stored = await preparations.findConsent(payload.consentId);
    if (!stored) return refused('ConsentNotFound');
    const [customer] = payload.customer ? await customers.execute([payload.customer]) : [];
    const { preparationId, consent, authClientName, scopes, authRedirectUrl, authState } = stored;
    const now = clock.now();
    const number = customer && isGivenBy(consent, customer.customerId, now) ? consent.code?.number : undefined;
    return {
      outcome: 'done',
      result: {
        kind: 'consent-page',
        status: isOverdue(consent, now) ? 'expired' : statuses[consent.state],
        authClientName,
        scopes: [...scopes],
        authRedirectUrl,
        authState,
        ...(customer && { userLoginId: maskedLoginId(customer.mobileNumber) }),
        ...(number !== undefined && {
          sealedAuthCode: codes.sealed(preparationId, number, answerPlace(correlationId)),
        }),
      },
    };
  }
}
