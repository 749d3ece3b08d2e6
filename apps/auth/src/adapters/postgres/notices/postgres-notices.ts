import { agreementFacts, bindingKey, type AgreementFact } from '@wallet/contracts';
import { appendFacts, inTransaction, query, recordActions } from '@wallet/postgres';
import type { DataSource, EntityManager } from 'typeorm';
import type { OperatorNote, ToldPage } from '@wallet/operator-contract';
import type { AgreementId, CustomerId } from '@wallet/kernel';
import type { Notices, Repaired, ToldAgreement, ToldAgreements } from '../../../application/ports/notices';

const columns = `
  agreement.id as "agreementId", auth_client_id as "authClientId", reference_agreement_id as "referenceAgreementId",
  case status when 'CANCELLED' then 'TokenCancelled' else 'TokenCreated' end as fact`;

/** By hand: pages by a computed time, and what others hold is skipped. Who has used its tokens was told of them, by whatever way. */
const isToTell = `(status = 'CANCELLED' or origin = 'PAYMENT' and generation = 1 and generation_used_at is null)`;

const told = `
  select ${columns}, coalesce(cancelled_at, created_at)::text as at from auth.agreement
  where (coalesce(cancelled_at, created_at), id) > ($1::timestamptz, $2::uuid) and ${isToTell}
  order by coalesce(cancelled_at, created_at), id limit $3`;

const asked = `select ${columns}, customer_id as "customerId" from auth.agreement where id = any($1) and ${isToTell}
  order by id`;
const kept = `select agreement_id as "agreementId", fact, told_again_at as "toldAgainAt" from auth.told_fact
  where agreement_id = any($1)`;
const waiting = `select key, payload->>'fact' as fact from auth.outbox
  where sent_at is null and topic = $1 and key = any($2)`;

const firstId = '00000000-0000-0000-0000-000000000000';
/** From the outbox over Kafka to notifier: a fact that was told again is not looked for sooner. */
const hearsayMs = 60_000;

interface Asked extends ToldAgreement {
  readonly customerId: CustomerId;
}

interface Kept {
  readonly agreementId: AgreementId;
  readonly fact: AgreementFact;
  readonly toldAgainAt: Date | null;
}

/** Agreements and the facts of them, compared by what is stored and not by what once was in the outbox. */
export class PostgresNotices implements Notices {
  constructor(private readonly dataSource: DataSource) {}

  async told({ since, after, limit }: ToldPage): Promise<ToldAgreements> {
    const place = [after?.at ?? since, after?.id ?? firstId];
    const rows = await query<ToldAgreement & { at: string }>(this.dataSource, told, [...place, limit]);
    const last = rows.length === limit ? rows.at(-1) : undefined;
    return {
      agreements: rows.map(({ at: _, ...agreement }) => agreement),
      next: last && { at: last.at, id: last.agreementId },
    };
  }

  async repair(ids: readonly string[], note: OperatorNote | undefined, now: Date): Promise<Repaired> {
    if (!note) return (await sort(this.dataSource, { ids, lock: '' }, now)).repaired;
    return inTransaction(this.dataSource, async (manager) => {
      const { facts, mended, repaired } = await sort(manager, { ids, lock: 'for no key update skip locked' }, now);
      const payloads = facts.map((payload) => ({ payload }));
      await appendFacts(manager, agreementFacts, payloads, now);
      const again = 'update auth.told_fact set told_again_at = $2 where agreement_id = any($1)';
      await query(manager, again, [mended.map(({ agreementId }) => agreementId), now]);
      const actions = mended.map(({ customerId, ...details }) => ({ action: 'TELL_AGAIN', customerId, details, note }));
      await recordActions(manager, actions, now);
      return repaired;
    });
  }
}

interface Sorted {
  readonly facts: readonly AgreementFact[];
  readonly mended: readonly Asked[];
  readonly repaired: Repaired;
}

/** Of the agreements, what was to be told, is not on its way, and can be told again. */
async function sort(
  source: DataSource | EntityManager,
  { ids, lock }: { readonly ids: readonly string[]; readonly lock: string },
  now: Date,
): Promise<Sorted> {
  const all = await query<Asked>(source, asked, [ids]);
  const free = lock ? await query<Asked>(source, `${asked} ${lock}`, [ids]) : all;
  const held = all.filter(({ agreementId }) => !free.some((each) => each.agreementId === agreementId));
  const copies = new Map((await query<Kept>(source, kept, [ids])).map((copy) => [copy.agreementId, copy]));
  const unsent = await query<{ key: string; fact: string }>(source, waiting, [
    agreementFacts.name,
    free.map(bindingKey),
  ]);
  const moving = new Set(unsent.map(({ key, fact }) => `${fact} ${key}`));
  const isMoving = (due: Asked) => {
    const toldAgainAt = copies.get(due.agreementId)?.toldAgainAt?.getTime() ?? -Infinity;
    return moving.has(`${due.fact} ${bindingKey(due)}`) || now.getTime() < toldAgainAt + hearsayMs;
  };
  const still = free.filter((due) => !isMoving(due));
  const copyOf = ({ agreementId, fact }: Asked) => {
    const copy = copies.get(agreementId)?.fact;
    return copy?.fact === fact ? [copy] : [];
  };
  const mended = still.filter((due) => copyOf(due).length > 0);
  return {
    facts: mended.flatMap(copyOf),
    mended,
    repaired: {
      mended: mended.map(toldOf),
      underWay: [...free.filter(isMoving), ...held].map(toldOf),
      lost: still.filter((due) => copyOf(due).length === 0).map(toldOf),
    },
  };
}

const toldOf = ({ customerId: _, ...told }: Asked): ToldAgreement => told;
