import type { Binding } from '@wallet/contracts';
import type { EntityManager } from 'typeorm';
import type { Preparation, PreparationChange } from '../../../application/ports/preparations';
import { AgreementRow } from '../agreements/agreement.row';
import { AuthCodeRow } from './auth-code.row';
import { PreparationRow } from './preparation.row';

/** What names one preparation. */
export type PreparationKey = Binding | { readonly consentId: string };

/** Does nothing when the binding has a preparation already, or an agreement. */
export async function insertPreparation(manager: EntityManager, draft: Preparation, now: Date): Promise<void> {
  const { authClientId, referenceAgreementId } = draft;
  if (await manager.existsBy(AgreementRow, { authClientId, referenceAgreementId })) return;
  const { preparationId, flow, parametersHash, authClientName, referenceMerchantId = null, scopes } = draft;
  const prepared = { preparationId, authClientId, referenceAgreementId, flow, parametersHash, authClientName };
  const row = { ...prepared, referenceMerchantId, scopes, ...ofFlow(draft), codes: 0, createdAt: now, updatedAt: now };
  await manager.createQueryBuilder().insert().into(PreparationRow).values(row).orIgnore().execute();
}

function ofFlow(draft: Preparation) {
  if (draft.flow === 'SMS') return { customerId: draft.customerId };
  const { consentId, consent, authRedirectUrl, authState } = draft;
  return { consentId, consent: consent.state, consentExpiresAt: consent.expiresAt, authRedirectUrl, authState };
}

/** Locks before it reads: the code must not be older than the lock. */
export async function lockPreparation(manager: EntityManager, key: PreparationKey): Promise<Preparation | undefined> {
  await manager.findOne(PreparationRow, { where: key, lock: { mode: 'for_no_key_update' } });
  return findPreparation(manager, key);
}

export async function findPreparation(manager: EntityManager, key: PreparationKey): Promise<Preparation | undefined> {
  const found = await manager.findOneBy(PreparationRow, key);
  if (!found) return undefined;
  const { preparationId, codes: number } = found;
  return toPreparation(found, (await manager.findOneBy(AuthCodeRow, { preparationId, number })) ?? undefined);
}

/** The preparation must be locked. */
export async function storeChange(
  manager: EntityManager,
  { preparationId }: Preparation,
  { code, consent }: PreparationChange,
  now: Date,
): Promise<void> {
  if (code) await manager.insert(AuthCodeRow, { ...code, preparationId, status: 'LIVE', createdAt: now });
  const change = {
    ...(code && { codes: code.number }),
    ...(consent && { consent: consent.state, consentExpiresAt: consent.expiresAt }),
    ...(consent?.customerId !== undefined && { customerId: consent.customerId }),
  };
  await manager.update(PreparationRow, { preparationId }, { ...change, updatedAt: now });
}

/** With its newest code. Throws on a row that the table's checks do not let in. */
function toPreparation(row: PreparationRow, code: AuthCodeRow | undefined): Preparation {
  const { referenceMerchantId, consent, consentExpiresAt, customerId, ...common } = row;
  const prepared = { ...common, referenceMerchantId: referenceMerchantId ?? undefined };
  if (row.flow === 'SMS') return { ...prepared, flow: 'SMS', customerId: present(customerId), code };
  return {
    ...prepared,
    flow: 'REDIRECT',
    consentId: present(row.consentId),
    consent: {
      state: present(consent),
      expiresAt: present(consentExpiresAt),
      customerId: customerId ?? undefined,
      code,
    },
    authRedirectUrl: present(row.authRedirectUrl),
    authState: row.authState ?? '',
  };
}

function present<T>(value: T | null): T {
  if (value === null) throw new Error('a preparation lacks what belongs to its flow');
  return value;
}
