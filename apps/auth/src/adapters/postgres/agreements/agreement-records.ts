import type { EntityManager } from 'typeorm';
import type { CustomerId } from '@wallet/kernel';
import type { StoredAgreement } from '../../../application/ports/agreements';
import type { Agreement, Binding } from '../../../domain/agreement';
import { ToldFactRow } from './told-fact.row';
import { AgreementRow } from './agreement.row';

export type AgreementKey = Binding | Pick<Agreement, 'agreementId'>;

export async function findAgreement(manager: EntityManager, key: AgreementKey): Promise<StoredAgreement | undefined> {
  return (await manager.findOneBy(AgreementRow, key)) ?? undefined;
}

/** Nobody else changes it until the transaction ends; rows which refer to it can be inserted meanwhile. */
export async function lockAgreement(manager: EntityManager, key: AgreementKey): Promise<StoredAgreement | undefined> {
  return (await manager.findOne(AgreementRow, { where: key, lock: { mode: 'for_no_key_update' } })) ?? undefined;
}

export const agreementsOf = (manager: EntityManager, customerId: CustomerId): Promise<StoredAgreement[]> =>
  manager.find(AgreementRow, { where: { customerId }, order: { createdAt: 'DESC' }, take: 200 });

/** False: the binding has one. */
export async function insertAgreement(manager: EntityManager, agreement: StoredAgreement): Promise<boolean> {
  const insert = manager.createQueryBuilder().insert().into(AgreementRow).values(agreement);
  const inserted = await insert.orIgnore().returning('id').execute();
  return (inserted.raw as unknown[]).length > 0;
}

/** Throws when the agreement was not at the version before: it must be locked. Whose tokens are refreshed has heard of them. */
export async function updateAgreement(manager: EntityManager, agreement: StoredAgreement): Promise<void> {
  const { agreementId, version } = agreement;
  await manager.delete(ToldFactRow, { agreementId });
  const { affected } = await manager.update(AgreementRow, { agreementId, version: version - 1 }, agreement);
  if (affected !== 1) throw new Error(`agreement ${agreementId} was not at version ${version - 1}`);
}
