import { Query } from '@nestjs/common';
import { paymentsEndpoints } from '@wallet/operator-contract';
import { OperatorCall, OperatorController, readInput } from '@wallet/operator-endpoint';
import { Books } from '../../application/operators/books';

@OperatorController()
export class BooksController {
  constructor(private readonly books: Books) {}

  @OperatorCall(paymentsEndpoints.proveBooks)
  prove() {
    return this.books.report();
  }

  @OperatorCall(paymentsEndpoints.listSettled)
  async settled(@Query() rawQuery: unknown) {
    const { since, ...page } = readInput(paymentsEndpoints.listSettled.query, rawQuery);
    return { payments: await this.books.settled({ ...page, since: new Date(since) }) };
  }
}
