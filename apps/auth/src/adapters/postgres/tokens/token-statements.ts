import { query } from '@wallet/postgres';
import type { DataSource, EntityManager } from 'typeorm';
import type { StoredToken } from '../../../application/ports/agreements';
import type { Token } from '../../../domain/token';
import { agreementColumns, toAgreement } from '../agreements/agreement-mapping';
import type { AgreementRow } from '../agreements/agreement.row';
import { lockOf } from '../agreements/agreement-statements';

interface Found extends AgreementRow {
  readonly token_hash: string;
  readonly token_kind: Token['kind'];
  readonly token_generation: number;
  readonly token_expires_at: Date;
  readonly token_answered_calls: string[];
}

const select = `
  SELECT token.hash AS token_hash, token.kind AS token_kind, token.generation AS token_generation,
         token.expires_at AS token_expires_at, token.answered_calls AS token_answered_calls,
         ${agreementColumns}
    FROM auth.token
    JOIN auth.agreement ON agreement.id = token.agreement_id
   WHERE token.hash = ANY($1)`;

const toToken = (row: Found): StoredToken => ({
  token: {
    hash: row.token_hash,
    agreementId: row.id,
    kind: row.token_kind,
    generation: row.token_generation,
    expiresAt: row.token_expires_at,
  },
  agreement: toAgreement(row),
  answeredCalls: row.token_answered_calls,
});

export async function selectTokens(source: DataSource, hashes: readonly string[]): Promise<StoredToken[]> {
  return (await query<Found>(source, select, [[...new Set(hashes)]])).map(toToken);
}

/** Locks it and its agreement: of a row that it does not lock, a statement that waited sees what was before it waited. */
export async function lockToken(manager: EntityManager, hash: string): Promise<StoredToken | undefined> {
  const [row] = await query<Found>(manager, `${select} ${lockOf('token, agreement')}`, [[hash]]);
  return row && toToken(row);
}

const insert = `
  INSERT INTO auth.token (hash, agreement_id, kind, generation, expires_at)
  SELECT * FROM unnest($1::text[], $2::uuid[], $3::text[], $4::int[], $5::timestamptz[])`;

export async function insertTokens(manager: EntityManager, tokens: readonly Token[]): Promise<void> {
  await query(manager, insert, [
    tokens.map(({ hash }) => hash),
    tokens.map(({ agreementId }) => agreementId),
    tokens.map(({ kind }) => kind),
    tokens.map(({ generation }) => generation),
    tokens.map(({ expiresAt }) => expiresAt),
  ]);
}
