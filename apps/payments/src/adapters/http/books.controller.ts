import { Controller, Get, Query, UseGuards } from '@nestjs/common';
import { OperatorTokenGuard } from '@wallet/operator-endpoint';
import { z } from 'zod';
import type { BooksReport, SettledPayment } from '../../application/operators/books';
import { ListSettled, ProveBooks } from '../../application/operators/prove-books';
import { readInput } from './operator-input';

const pageSchema = z.object({
  after: z.string('must come once').default(''),
  since: z.iso.datetime({ offset: true, error: 'must be an ISO 8601 time' }).default('1970-01-01T00:00:00Z'),
  limit: z.coerce.number().int().min(1).max(10_000, 'must be 1 to 10000').default(1_000),
});

/** For operators only: `/operator/v1/books`. */
@Controller('operator/v1/books')
@UseGuards(OperatorTokenGuard)
export class BooksController {
  constructor(
    private readonly proveBooks: ProveBooks,
    private readonly listSettled: ListSettled,
  ) {}

  @Get()
  prove(): Promise<BooksReport> {
    return this.proveBooks.execute();
  }

  @Get('settled')
  async settled(@Query() rawQuery: unknown): Promise<{ payments: SettledPayment[] }> {
    const { after, since, limit } = readInput(pageSchema, rawQuery);
    return { payments: await this.listSettled.execute({ after, since: new Date(since), limit }) };
  }
}
