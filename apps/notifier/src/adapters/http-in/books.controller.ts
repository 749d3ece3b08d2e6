import { Controller, Get, UseGuards } from '@nestjs/common';
import type { CheckResult } from '@wallet/books';
import { OperatorTokenGuard } from '@wallet/operator-endpoint';
import { ProveBooks } from '../../application/prove-books';

/** For operators only: `/operator/v1/books`. */
@Controller('operator/v1/books')
@UseGuards(OperatorTokenGuard)
export class BooksController {
  constructor(private readonly proveBooks: ProveBooks) {}

  @Get()
  async prove(): Promise<{ checks: CheckResult[] }> {
    return { checks: await this.proveBooks.execute() };
  }
}
