import type { EntityManager } from 'typeorm';
import type { StoredAgreement, StoredCode } from '../../../application/ports/agreements';
import { findAgreement, lockAgreement } from '../agreements/agreement-records';
import { AuthCodeRow } from './auth-code.row';
import { PreparationRow } from './preparation.row';

export async function findCode(manager: EntityManager, hash: string): Promise<StoredCode | undefined> {
  const code = await manager.findOneBy(AuthCodeRow, { hash });
  return code ? withAgreement(manager, code, findAgreement) : undefined;
}

/** The code, then its agreement. */
export async function lockCode(manager: EntityManager, hash: string): Promise<StoredCode | undefined> {
  const code = await manager.findOne(AuthCodeRow, { where: { hash }, lock: { mode: 'for_no_key_update' } });
  return code ? withAgreement(manager, code, lockAgreement) : undefined;
}

async function withAgreement(
  manager: EntityManager,
  { preparationId, agreementId, ...code }: AuthCodeRow,
  read: typeof findAgreement,
): Promise<StoredCode> {
  const { customerId, ...prepared } = await manager.findOneByOrFail(PreparationRow, { preparationId });
  if (customerId === null) throw new Error('an authCode belongs to nobody');
  const agreement = agreementId === null ? undefined : await read(manager, { agreementId });
  return { ...prepared, ...code, customerId, agreement };
}

export const burnCode = (manager: EntityManager, hash: string) => changeCode(manager, hash, { status: 'BURNT' });

export const useCode = (manager: EntityManager, hash: string, { agreementId, createdAt }: StoredAgreement) =>
  changeCode(manager, hash, { status: 'USED', usedAt: createdAt, agreementId });

/** Throws when the code is not live: it must be locked. */
async function changeCode(manager: EntityManager, hash: string, change: Partial<AuthCodeRow>): Promise<void> {
  const { affected } = await manager.update(AuthCodeRow, { hash, status: 'LIVE' }, change);
  if (affected !== 1) throw new Error('an authCode is not live any more');
}
