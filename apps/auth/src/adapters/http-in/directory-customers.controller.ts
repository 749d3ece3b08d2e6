import { Body, Inject, Param } from '@nestjs/common';
import { authEndpoints } from '@wallet/operator-contract';
import { LOGGER, OperatorCall, OperatorController, operatorError, readInput } from '@wallet/operator-endpoint';
import type { Logger } from '@wallet/service';
import { ShowDirectoryCustomer } from '../../application/customers/show-directory-customer';
import { TakeCustomerStatus } from '../../application/customers/take-customer-status';
import { directoryCustomerId } from '../../domain/customer';
import { noCustomer } from './customer-change';
import { customerView } from './customer-view';

function keptElsewhere(): never {
  const why = 'a directory elsewhere keeps the customers (CUSTOMER_DIRECTORY=http): change them there';
  throw operatorError(409, 'kept-elsewhere', why);
}

/** In the place of the controllers of customers when they are kept elsewhere: their directory posts status changes here. */
@OperatorController()
export class DirectoryCustomersController {
  constructor(
    private readonly takeStatus: TakeCustomerStatus,
    private readonly showCustomer: ShowDirectoryCustomer,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  @OperatorCall(authEndpoints.showCustomer)
  async show(@Param('reference') rawReference: string) {
    const customer = await this.showCustomer.execute(rawReference);
    if (!customer) throw noCustomer();
    return customerView(customer);
  }

  @OperatorCall(authEndpoints.takeStatus)
  async take(@Param('reference') customerId: string, @Body() rawBody: unknown) {
    const { status, operator, reason } = readInput(authEndpoints.takeStatus.body, rawBody);
    if (!directoryCustomerId.test(customerId)) throw operatorError(400, 'bad-request', 'reference: is no customer id');
    const note = operator !== undefined && reason !== undefined ? { operator, reason } : undefined;
    const result = await this.takeStatus.execute({ customerId, status }, note);
    this.logger.info({ customerId, status, ...note, ...result }, 'the directory told the status of a customer');
    return result;
  }
}

const kept = [
  'importCustomers',
  'renumberCustomer',
  'setKycLevel',
  'freezeCustomer',
  'unfreezeCustomer',
  'closeCustomer',
  'stageRows',
  'submitImport',
] as const;
for (const name of kept) {
  const refused = { value: () => keptElsewhere() };
  Object.defineProperty(DirectoryCustomersController.prototype, name, refused);
  OperatorCall(authEndpoints[name])(DirectoryCustomersController.prototype, name, refused);
}
