import { announceFacts, query } from '@wallet/postgres';
import type { EntityManager } from 'typeorm';

/** Makes a value a parameter of the statement, and says how to write it: `$3`. */
export type Bind = (value: unknown) => string;

/**
 * The writes of one transaction, sent as one statement: each is a CTE. All see the tables as they were before; foreign
 * keys are checked at the end.
 */
export class OneStatement {
  private readonly writes: string[] = [];
  private readonly guards: { readonly write: string; readonly what: string; readonly rows: number }[] = [];
  private readonly values: unknown[] = [];
  private hasFacts = false;

  private readonly bind: Bind = (value) => `$${this.values.push(value)}`;

  add(write: (bind: Bind) => string): void {
    this.writes.push(`w${this.writes.length} as (${write(this.bind)})`);
  }

  /** A write to the outbox. */
  addFacts(write: (bind: Bind) => string): void {
    this.hasFacts = true;
    this.add(write);
  }

  /** The write must touch `rows` rows and return as many; fewer make `send` throw, and so the transaction roll back. */
  addGuarded(what: string, rows: number, write: (bind: Bind) => string): void {
    this.guards.push({ write: `w${this.writes.length}`, what, rows });
    this.add(write);
  }

  async send(manager: EntityManager): Promise<void> {
    if (this.writes.length === 0) return;
    if (this.hasFacts) announceFacts(manager);
    const counts = this.guards.map(({ write }) => `(select count(*)::int from ${write}) as ${write}`);
    const sql = `with ${this.writes.join(',\n')} select ${counts.join(', ') || '1'}`;
    const [touched] = await query<Record<string, number>>(manager, sql, this.values);
    for (const { write, what, rows } of this.guards) {
      if (touched?.[write] !== rows) throw new Error(`${what}: ${rows} expected, ${touched?.[write]} found`);
    }
  }
}
