import { query } from '@wallet/postgres';
import type { KeyMemory } from '@wallet/service';
import type { DataSource } from 'typeorm';

const name = 'token-hash';

/** Of the key of all hashes in this schema. */
export class PostgresKeyMemory implements KeyMemory {
  constructor(private readonly dataSource: DataSource) {}

  /** Throws DependencyFault. */
  async recall(fingerprint: string): Promise<string> {
    const remembered = await this.remembered();
    if (remembered !== undefined) return remembered;
    // One who inserts at the same time is waited for: the second sees what the first has written.
    const sql = 'insert into auth.key_memory (name, fingerprint) values ($1, $2) on conflict (name) do nothing';
    await query(this.dataSource, sql, [name, fingerprint]);
    return (await this.remembered()) ?? this.recall(fingerprint);
  }

  private async remembered(): Promise<string | undefined> {
    const sql = 'select fingerprint from auth.key_memory where name = $1';
    const [row] = await query<{ fingerprint: string }>(this.dataSource, sql, [name]);
    return row?.fingerprint;
  }
}
