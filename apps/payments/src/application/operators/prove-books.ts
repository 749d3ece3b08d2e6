import type { Books, BooksReport, SettledPage, SettledPayment } from './books';

/** The invariants of payments, and the figures that an accountant looks at. */
export class ProveBooks {
  constructor(private readonly books: Books) {}

  execute(): Promise<BooksReport> {
    return this.books.report();
  }
}

/** The orders that were paid, page by page: what other services' books are compared with. */
export class ListSettled {
  constructor(private readonly books: Books) {}

  execute(page: SettledPage): Promise<SettledPayment[]> {
    return this.books.settled(page);
  }
}
