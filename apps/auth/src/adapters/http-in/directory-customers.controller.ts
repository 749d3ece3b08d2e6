import { Body, Inject, Param } from '@nestjs/common';
import { authEndpoints } from '@wallet/operator-contract';
import { LOGGER, OperatorCall, OperatorController, operatorError, readInput } from '@wallet/operator-endpoint';
import type { Logger } from '@wallet/service';
import { TakeCustomerStatus } from '../../application/customers/take-customer-status';
import { directoryCustomerId } from '../../domain/customer';

function keptElsewhere(): never {
  const why = "the wallet's own directory keeps the customers (CUSTOMER_DIRECTORY=http): go there";
  throw operatorError(409, 'kept-elsewhere', why);
}

/** In the place of the controllers of customers when they are kept elsewhere: their directory posts status changes here. */
@OperatorController()
export class DirectoryCustomersController {
  constructor(
    private readonly takeStatus: TakeCustomerStatus,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  @OperatorCall(authEndpoints.takeStatus)
  async take(@Param('reference') customerId: string, @Body() rawBody: unknown) {
    const body = readInput(authEndpoints.takeStatus.body, rawBody);
    if (!directoryCustomerId.test(customerId)) throw operatorError(400, 'bad-request', 'reference: is no customer id');
    const result = await this.takeStatus.execute({ customerId, ...body });
    this.logger.info({ customerId, ...body, ...result }, 'the directory told the status of a customer');
    return result;
  }

  @OperatorCall(authEndpoints.importCustomers)
  import(): never {
    return keptElsewhere();
  }

  @OperatorCall(authEndpoints.showCustomer)
  show(): never {
    return keptElsewhere();
  }

  @OperatorCall(authEndpoints.renumberCustomer)
  renumber(): never {
    return keptElsewhere();
  }

  @OperatorCall(authEndpoints.setKycLevel)
  kyc(): never {
    return keptElsewhere();
  }

  @OperatorCall(authEndpoints.freezeCustomer)
  freeze(): never {
    return keptElsewhere();
  }

  @OperatorCall(authEndpoints.unfreezeCustomer)
  unfreeze(): never {
    return keptElsewhere();
  }

  @OperatorCall(authEndpoints.closeCustomer)
  close(): never {
    return keptElsewhere();
  }

  @OperatorCall(authEndpoints.stageRows)
  stage(): never {
    return keptElsewhere();
  }

  @OperatorCall(authEndpoints.submitImport)
  submit(): never {
    return keptElsewhere();
  }
}
