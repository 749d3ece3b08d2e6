import { Controller, Get, Param, Query, UseGuards } from '@nestjs/common';
import { operatorError, OperatorTokenGuard, placeField, placeText } from '@wallet/operator-endpoint';
import { z } from 'zod';
import type { CustomerPayment, StatementLine } from '../../application/operators/customer-history';
import { ListCustomerPayments, ShowStatement } from '../../application/operators/show-customer-history';
import { readInput } from './operator-input';

const limit = z.coerce.number().int().min(1).max(500, 'must be 1 to 500').default(50);
const paymentsSchema = z.object({ before: placeField.optional(), limit });
const number = z.string('must come once').regex(/^\d{1,18}$/, 'must be what the page before said');
const statementSchema = z.object({ before: number.optional(), limit });

interface StatementView {
  readonly accountId: string;
  readonly currency: string;
  readonly balance: string;
  readonly lines: readonly StatementLine[];
  readonly next?: string;
}

/** For operators only: `/operator/v1/customers/:customerId/payments` and `statement`, the newest first, page by page. */
@Controller('operator/v1/customers/:customerId')
@UseGuards(OperatorTokenGuard)
export class CustomerHistoryController {
  constructor(
    private readonly listPayments: ListCustomerPayments,
    private readonly showStatement: ShowStatement,
  ) {}

  @Get('payments')
  async payments(
    @Param('customerId') customerId: string,
    @Query() rawQuery: unknown,
  ): Promise<{ payments: readonly CustomerPayment[]; next?: string }> {
    const { payments, next } = found(
      await this.listPayments.execute({ customerId, ...read(paymentsSchema, rawQuery) }),
    );
    return { payments, ...(next && { next: placeText(next) }) };
  }

  @Get('statement')
  async statement(@Param('customerId') customerId: string, @Query() rawQuery: unknown): Promise<StatementView> {
    const { next, ...rest } = found(
      await this.showStatement.execute({ customerId, ...read(statementSchema, rawQuery) }),
    );
    return { ...rest, ...(next && { next }) };
  }
}

/** With every field, so that what was not asked for is said too. */
function read<Before>(schema: z.ZodType<{ before?: Before | undefined; limit: number }>, rawQuery: unknown) {
  const { before, limit } = readInput(schema, rawQuery);
  return { before, limit };
}

function found<T>(history: T | undefined): T {
  if (history === undefined) throw operatorError(404, 'not-found', 'payments knows no customer with this id');
  return history;
}
