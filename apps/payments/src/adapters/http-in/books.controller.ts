import { Query } from '@nestjs/common';
import { paymentsEndpoints } from '@wallet/operator-contract';
import { OperatorCall, OperatorController, readInput } from '@wallet/operator-endpoint';
import { ListSettled, ProveBooks } from '../../application/operators/prove-books';

@OperatorController()
export class BooksController {
  constructor(
    private readonly proveBooks: ProveBooks,
    private readonly listSettled: ListSettled,
  ) {}

  @OperatorCall(paymentsEndpoints.proveBooks)
  prove() {
    return this.proveBooks.execute();
  }

  @OperatorCall(paymentsEndpoints.listSettled)
  async settled(@Query() rawQuery: unknown) {
    const { since, ...page } = readInput(paymentsEndpoints.listSettled.query, rawQuery);
    return { payments: await this.listSettled.execute({ ...page, since: new Date(since) }) };
  }
}
