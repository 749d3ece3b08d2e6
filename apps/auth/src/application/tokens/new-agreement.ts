import type { TokenPair } from '@wallet/contracts';
import { metrics, newId } from '@wallet/service';
import type { Agreement } from '../../domain/agreement';
import { newGeneration, type TokenMint } from './generation';
import type { StoredAgreement } from '../ports/agreements';

/** What an agreement is made of; the rest follows. */
export type AgreementTerms = Pick<
  Agreement,
  | 'authClientId'
  | 'referenceAgreementId'
  | 'authClientName'
  | 'referenceMerchantId'
  | 'customerId'
  | 'userLoginId'
  | 'scopes'
  | 'origin'
>;

/** An agreement with its first tokens, not stored yet. One of a payment is told by a fact: nobody repeats its answer. */
export function newAgreement(
  mint: TokenMint,
  terms: AgreementTerms,
  now: Date,
): { agreement: StoredAgreement; pair: TokenPair } {
  const agreementId = newId();
  const { pair, fields } = newGeneration(mint, { agreementId, generation: 1 }, now);
  const agreement: StoredAgreement = {
    ...terms,
    ...fields,
    agreementId,
    sealedAnswer: terms.origin === 'CODE' ? fields.sealedAnswer : null,
    status: 'ACTIVE',
    version: 1,
    createdAt: now,
    updatedAt: now,
    cancelledAt: null,
    cancelReason: null,
  };
  return { agreement, pair };
}

const made = metrics.counter('auth_agreements_made_total', 'Agreements made, by what made them', ['origin']);

export const countMade = ({ origin }: StoredAgreement): void => made.inc({ origin });
