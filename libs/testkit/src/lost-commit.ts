import { ClientMessages } from './postgres-wire';

const begins = /^\s*(begin|start\s+transaction)\b/i;
const writes = /\b(insert|update|delete)\b/i;
const commits = /(^|;)\s*commit\s*;?\s*$/i;
const committed = Buffer.from('COMMIT\0');

/** How many answers to a COMMIT are still to be lost, and of which transactions. */
export interface CommitTrap {
  left: number;
  /** Only of transactions with a statement that holds this text; default: that wrote something. */
  readonly containing?: string;
}

/** Watches one Postgres connection for the COMMIT whose answer is to be lost. */
export class CommitWatch {
  private readonly messages = new ClientMessages();
  private matched = false;
  private awaiting = false;

  fromClient(chunk: Buffer, trap: CommitTrap | undefined): void {
    for (const statement of this.messages.statements(chunk)) {
      if (begins.test(statement)) this.matched = false;
      if (this.matches(statement, trap?.containing)) this.matched = true;
      if (commits.test(statement)) this.awaiting = this.matched;
    }
  }

  /** Whether this is the answer to such a COMMIT: it must not reach the client. */
  isAnswer(chunk: Buffer): boolean {
    return this.awaiting && chunk.includes(committed);
  }

  private matches(statement: string, containing: string | undefined): boolean {
    return containing ? statement.toLowerCase().includes(containing.toLowerCase()) : writes.test(statement);
  }
}
