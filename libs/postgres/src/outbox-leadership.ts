import type { OutboxLeadership, OutboxRecord, Portion } from '@wallet/messaging';
import { DependencyFault } from '@wallet/service';
import type { Client } from 'pg';

const columns = `id, topic, type, version, key, occurred_at as "occurredAt", traceparent, payload`;

/** $1 rows, $2 bytes, $3 topics and keys to pass over. The length of a text costs to know: of as many as `$1` only. */
const portionOf = (schema: string, direction: 'asc' | 'desc') => `
  select ${columns}, looked_at::int as "lookedAt" from (
    select *, count(*) over () as looked_at,
      sum(length) over (order by id ${direction} rows unbounded preceding) - length as bytes_before
    from (
      select *, octet_length(payload::text) as length
      from ${schema}.outbox where sent_at is null and topic || ' ' || key <> all($3::text[])
      order by id ${direction} limit $1
    ) as head
  ) as measured
  where bytes_before < $2 order by id ${direction}`;

interface Measured extends OutboxRecord {
  readonly lookedAt: number;
}

/** Over the session that holds the lock. */
export class PostgresOutboxLeadership implements OutboxLeadership {
  constructor(
    private readonly client: Client,
    private readonly schema: string,
    readonly release: () => Promise<void>,
  ) {}

  async unsent({ rows: limit, bytes, except }: Portion) {
    const found = await this.ask<Measured>(portionOf(this.schema, 'asc'), [limit, bytes, except]);
    const lookedAt = found[0]?.lookedAt ?? 0;
    return { rows: found.map(recordOf), isMore: found.length < lookedAt || lookedAt >= limit };
  }

  async newest({ rows: limit, bytes, except }: Portion): Promise<OutboxRecord[]> {
    const found = await this.ask<Measured>(portionOf(this.schema, 'desc'), [limit, bytes, except]);
    const newest = found.reverse().map(recordOf);
    const [oldest] = newest;
    if (!oldest) return [];
    const before = await this.ask<{ topic: string; key: string }>(
      `select distinct topic, key from ${this.schema}.outbox
       where sent_at is null and id < $1 and key = any($2::text[])`,
      [oldest.id, newest.map(({ key }) => key)],
    );
    const waiting = new Set(before.map(({ topic, key }) => `${topic} ${key}`));
    return newest.filter(({ topic, key }) => !waiting.has(`${topic} ${key}`));
  }

  async settle({ sent, removed }: Parameters<OutboxLeadership['settle']>[0]): Promise<void> {
    const outbox = `${this.schema}.outbox`;
    if (sent.length > 0) await this.ask(`update ${outbox} set sent_at = now() where id = any($1::bigint[])`, [sent]);
    if (removed.length > 0) await this.ask(`delete from ${outbox} where id = any($1::bigint[])`, [removed]);
  }

  private async ask<T>(sql: string, parameters: unknown[]): Promise<T[]> {
    try {
      const { rows } = await this.client.query(sql, parameters);
      return rows as T[];
    } catch (error) {
      throw new DependencyFault('postgres', error);
    }
  }
}

function recordOf({ lookedAt: _, ...record }: Measured): OutboxRecord {
  return record;
}
