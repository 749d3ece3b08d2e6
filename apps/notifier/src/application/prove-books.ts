import type { CheckResult } from '@wallet/books';

export interface Books {
  /** Reads whole tables. Throws DependencyFault. */
  check(): Promise<CheckResult[]>;
}

/** The invariants of deliveries, attempts and alerts. */
export class ProveBooks {
  constructor(private readonly books: Books) {}

  execute(): Promise<CheckResult[]> {
    return this.books.check();
  }
}
