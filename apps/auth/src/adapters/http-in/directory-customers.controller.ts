import { Body, Controller, Get, HttpCode, Inject, Param, Post, UseGuards } from '@nestjs/common';
import type { Logger } from '@wallet/service';
import { z } from 'zod';
import { operatorError, OperatorTokenGuard } from '@wallet/operator-endpoint';
import { TakeCustomerStatus } from '../../application/customers/take-customer-status';
import { customerStatuses, directoryCustomerId } from '../../domain/customer';
import { LOGGER } from './customers.controller';

const call = z.object({
  customerId: z.string().regex(directoryCustomerId),
  body: z.strictObject({ status: z.enum(customerStatuses) }),
});

const keptElsewhere = () =>
  operatorError(
    409,
    'kept-elsewhere',
    "the wallet's own directory keeps the customers (CUSTOMER_DIRECTORY=http): go there",
  );

/** In the place of CustomersController when the customers are kept elsewhere: their directory posts status changes here. */
@Controller('operator/v1/customers')
@UseGuards(OperatorTokenGuard)
export class DirectoryCustomersController {
  constructor(
    private readonly takeStatus: TakeCustomerStatus,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  @Post(':reference/status')
  @HttpCode(200)
  async take(
    @Param('reference') rawCustomerId: string,
    @Body() rawBody: unknown,
  ): Promise<{ changed: boolean; version: number }> {
    const read = call.safeParse({ customerId: rawCustomerId, body: rawBody }).data;
    if (!read)
      throw operatorError(400, 'bad-request', `send {"status": "${customerStatuses.join('" | "')}"} of a customer id`);
    const { customerId, body } = read;
    const result = await this.takeStatus.execute({ customerId, ...body });
    this.logger.info({ customerId, ...body, ...result }, 'the directory told the status of a customer');
    return result;
  }

  @Post('import')
  import(): never {
    throw keptElsewhere();
  }

  @Get(':reference')
  show(): never {
    throw keptElsewhere();
  }

  /** Routes of their own, as in CustomerDataController: the role of each is found by its route. */
  @Post(':reference/renumber')
  renumber(): never {
    throw keptElsewhere();
  }

  @Post(':reference/kyc')
  kyc(): never {
    throw keptElsewhere();
  }

  @Post(':reference/:change')
  change(): never {
    throw keptElsewhere();
  }
}

/** In the place of ImportsController. */
@Controller('operator/v1/imports')
@UseGuards(OperatorTokenGuard)
export class DirectoryImportsController {
  @Post(':importId/rows')
  stage(): never {
    throw keptElsewhere();
  }

  @Post(':importId/submit')
  submit(): never {
    throw keptElsewhere();
  }
}
