import { notifierEndpoints } from '@wallet/operator-contract';
import { OperatorCall, OperatorController } from '@wallet/operator-endpoint';
import { ProveBooks } from '../../application/prove-books';

@OperatorController()
export class BooksController {
  constructor(private readonly proveBooks: ProveBooks) {}

  @OperatorCall(notifierEndpoints.proveBooks)
  async prove() {
    return { checks: await this.proveBooks.execute() };
  }
}
