import { columnsOf, query } from '@wallet/postgres';
import type { DataSource, EntityManager } from 'typeorm';
import type { AnsweredCalls, StoredAgreement, StoredToken } from '../../../application/ports/agreements';
import type { Token } from '../../../domain/token';
import { AgreementRow } from '../agreements/agreement.row';

/** Payments by token come here, a batch at a time, and what is locked is locked together: so it is SQL by hand. */
const select = (source: DataSource | EntityManager) => `
  SELECT token.hash, token.kind, token.generation AS "tokenGeneration", token.expires_at AS "expiresAt",
         token.answered_calls AS "answeredCalls", ${columnsOf(source, AgreementRow, 'agreement')}
    FROM auth.token
    JOIN auth.agreement ON agreement.id = token.agreement_id
   WHERE token.hash = ANY($1)`;

interface Found extends StoredAgreement, Omit<Token, 'agreementId' | 'generation'> {
  readonly tokenGeneration: number;
  readonly answeredCalls: AnsweredCalls;
}

const toToken = ({ hash, kind, tokenGeneration, expiresAt, answeredCalls, ...agreement }: Found): StoredToken => ({
  token: { hash, agreementId: agreement.agreementId, kind, generation: tokenGeneration, expiresAt },
  agreement,
  answeredCalls,
});

export async function selectTokens(source: DataSource, hashes: readonly string[]): Promise<StoredToken[]> {
  return (await query<Found>(source, select(source), [[...new Set(hashes)]])).map(toToken);
}

/** Locks it and its agreement: of a row that it does not lock, a statement that waited sees what was before it waited. */
export async function lockToken(manager: EntityManager, hash: string): Promise<StoredToken | undefined> {
  const [row] = await query<Found>(manager, `${select(manager)} FOR NO KEY UPDATE OF token, agreement`, [[hash]]);
  return row && toToken(row);
}
