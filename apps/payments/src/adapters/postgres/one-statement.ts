import { announceFacts, query, queryLast } from '@wallet/postgres';
import type { EntityManager } from 'typeorm';

/** Makes a value a parameter of the statement, and says how to write it: `$3`. */
export type Bind = (value: unknown) => string;

/**
 * The writes of one transaction, sent as one statement: each is a CTE. All see the tables as they were before; foreign
 * keys are checked at the end.
 */
export class OneStatement {
  private readonly writes: string[] = [];
  private readonly guards: string[] = [];
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

  /** The write must touch `rows` rows and return as many; else the statement fails, and so does the transaction. */
  addGuarded(what: string, rows: number, write: (bind: Bind) => string): void {
    const touched = `(select count(*) from w${this.writes.length})`;
    this.guards.push(`payments.require_rows(${this.bind(what)}, ${this.bind(rows)}, ${touched})`);
    this.add(write);
  }

  /** Now: what follows in the transaction sees it. */
  async send(manager: EntityManager): Promise<void> {
    if (this.writes.length > 0) await query(manager, this.text(manager), this.values);
  }

  /** As the last of the transaction, together with COMMIT. */
  sendLast(manager: EntityManager): void {
    if (this.writes.length > 0) queryLast(manager, this.text(manager), this.values);
  }

  private text(manager: EntityManager): string {
    if (this.hasFacts) announceFacts(manager);
    return `with ${this.writes.join(',\n')} select ${this.guards.join(', ') || '1'}`;
  }
}
