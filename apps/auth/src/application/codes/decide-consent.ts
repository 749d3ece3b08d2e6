import {
  agreementFactPlace,
  answerPlace,
  isExpired,
  type AgreementFact,
  type Answer,
  type Command,
  type DecideConsentCommand,
  type Handled,
} from '@wallet/contracts';
import { refused, type Refusal, type Refused } from '@wallet/kernel';
import { newId } from '@wallet/service';
import { nextCode, type CodeState } from '../../domain/code-state';
import { stepToGive, stepToRefuse } from '../../domain/consent';
import type { Decided, RedirectPreparation } from '../ports/preparations';
import type { ConsentParts } from './show-consent';

export interface DecisionParts extends ConsentParts {
  readonly codeLifeMs: number;
}

type Outcome = { readonly preparation: RedirectPreparation; readonly code?: CodeState | undefined } | Refused<Refusal>;

/** Consent is given or refused once. Given, it makes the authCode and tells of it; a repeat is answered alike. */
export class DecideConsent {
  constructor(private readonly parts: DecisionParts) {}

  /** Throws DependencyFault. */
  async execute(command: Command<DecideConsentCommand>): Promise<Handled> {
    const outcome = await (command.payload.decision === 'give' ? this.give(command) : this.refuse(command));
    return outcome ? this.answerOf(outcome, command) : 'expired';
  }

  /** Undefined: the caller has gone meanwhile, nothing is stored. */
  private async give(command: Command<DecideConsentCommand>): Promise<Outcome | undefined> {
    const { customers, preparations, clock, codeLifeMs } = this.parts;
    const { consentId, customer: lookup } = command.payload;
    const [customer] = await customers.execute([lookup]);
    if (!customer) return refused('CustomerNotFound');
    if (customer.status !== 'ACTIVE') return refused('CustomerNotActive');
    const now = clock.now();
    if (isExpired(command, now)) return undefined;
    const outcome = await preparations.changeConsent(consentId, now, (stored): Decided<Outcome> => {
      const { consent } = stored;
      const step = stepToGive(consent, customer.customerId, now);
      if (step === 'same') return { result: { preparation: stored, code: consent.code } };
      if (step !== 'decide') return { result: refused(step) };
      const code = nextCode(consent.code, now, codeLifeMs);
      return {
        result: { preparation: stored, code },
        change: {
          code: { ...code, hash: this.parts.codes.hash(stored.preparationId, code.number) },
          consent: { ...consent, state: 'GIVEN', customerId: customer.customerId },
          fact: { payload: this.factOf(stored, code), traceparent: command.traceparent },
        },
      };
    });
    return outcome ?? refused('ConsentNotFound');
  }

  private async refuse({ payload }: Command<DecideConsentCommand>): Promise<Outcome> {
    const { preparations, clock } = this.parts;
    const now = clock.now();
    const outcome = await preparations.changeConsent(payload.consentId, now, (stored): Decided<Outcome> => {
      const { consent } = stored;
      const step = stepToRefuse(consent, now);
      if (step === 'same') return { result: { preparation: stored } };
      if (step !== 'decide') return { result: refused(step) };
      return { result: { preparation: stored }, change: { consent: { ...consent, state: 'REFUSED' } } };
    });
    return outcome ?? refused('ConsentNotFound');
  }

  private factOf(preparation: RedirectPreparation, { number }: CodeState): AgreementFact {
    const { preparationId, authClientId, referenceAgreementId, referenceMerchantId, authState } = preparation;
    const named = { authClientId, referenceAgreementId, factId: newId() };
    return {
      fact: 'AuthCodeCreated',
      ...named,
      ...(referenceMerchantId !== undefined && { referenceMerchantId }),
      authState,
      sealedAuthCode: this.parts.codes.sealed(preparationId, number, agreementFactPlace(named)),
    };
  }

  private answerOf(outcome: Outcome, { correlationId, payload }: Command<DecideConsentCommand>): Answer {
    if ('refusal' in outcome) return outcome;
    const { preparation, code } = outcome;
    const { preparationId, authRedirectUrl, authState } = preparation;
    return {
      outcome: 'done',
      result: {
        kind: 'consent-decided',
        decision: payload.decision === 'give' ? 'given' : 'refused',
        authRedirectUrl,
        authState,
        ...(code && {
          sealedAuthCode: this.parts.codes.sealed(preparationId, code.number, answerPlace(correlationId)),
        }),
      },
    };
  }
}
