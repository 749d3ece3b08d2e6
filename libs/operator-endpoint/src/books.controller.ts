import type { Type } from '@nestjs/common';
import type { Answer, authEndpoints, notifierEndpoints } from '@wallet/operator-contract';
import { OperatorCall, OperatorController } from './operator-call';

type BooksEndpoint = (typeof authEndpoints | typeof notifierEndpoints)['proveBooks'];

/** Of a service whose books are checks, and nothing else. `prove` may throw DependencyFault. */
export function booksController(endpoint: BooksEndpoint, prove: () => Promise<Answer<BooksEndpoint>['checks']>): Type {
  @OperatorController()
  class BooksController {
    @OperatorCall(endpoint)
    async prove() {
      return { checks: await prove() };
    }
  }
  return BooksController;
}
