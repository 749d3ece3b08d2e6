import { createHash } from 'node:crypto';
import type { PrepareAuthorizationCommand } from '@wallet/contracts';
import { newId } from '@wallet/service';
import type { CustomerId } from '@wallet/kernel';
import { randomBase62 } from '../../domain/base62';
import type { RedirectPreparation, SmsPreparation } from '../ports/preparations';

/** By SMS, for the customer that the lookup found. */
export const smsDraft = (command: PrepareAuthorizationCommand, customerId: CustomerId): SmsPreparation => ({
  ...commonOf(command),
  flow: 'SMS',
  customerId,
  code: undefined,
});

/** By redirect, with a consent page that can be decided until `expiresAt`. */
export function redirectDraft(command: PrepareAuthorizationCommand, expiresAt: Date): RedirectPreparation {
  const { authRedirectUrl, authState = '' } = command;
  if (authRedirectUrl === undefined) throw new Error('a prepare by redirect says nowhere to return to');
  const consent = { state: 'OPEN', expiresAt, customerId: undefined, code: undefined } as const;
  return { ...commonOf(command), flow: 'REDIRECT', consentId: randomBase62(22), consent, authRedirectUrl, authState };
}

function commonOf(command: PrepareAuthorizationCommand) {
  const { authClientId, referenceAgreementId, authClientName, authClientDisplayName, referenceMerchantId } = command;
  return {
    preparationId: newId(),
    authClientId,
    referenceAgreementId,
    parametersHash: parametersHash(command),
    authClientName: authClientDisplayName ?? authClientName,
    referenceMerchantId,
    scopes: sorted(command.scopes),
  };
}

/** SHA-256, hex, of the key parameters: what a repeat must ask for again. authState and the display name are none. */
export function parametersHash(command: PrepareAuthorizationCommand): string {
  const { authClientName, referenceMerchantId, authRedirectUrl, scopes, flow } = command;
  const lookup = flow.kind === 'sms' ? Object.entries(flow.customer).sort() : [];
  const parameters = [authClientName, referenceMerchantId ?? null, authRedirectUrl ?? null, sorted(scopes), flow.kind];
  return createHash('sha256')
    .update(JSON.stringify([...parameters, lookup]))
    .digest('hex');
}

const sorted = <T>(list: readonly T[]): T[] => [...new Set(list)].sort();
