import { operatorError } from '@wallet/operator-endpoint';
import type { RenumberResult } from '../../application/customers/renumber-customer';

/** For operators; the number itself they have typed. */
export const quarantineText = (until: Date): string =>
  `was given up by another customer and goes to nobody else before ${until.toISOString()}`;

export function renumberError(result: Exclude<RenumberResult, { outcome: 'done' }>): Error {
  switch (result.outcome) {
    case 'unreadable-login-id':
      return operatorError(400, 'bad-request', 'loginId: is not a valid mobile number');
    case 'closed':
      return closedError();
    case 'in-use':
      return operatorError(409, 'in-use', 'another customer has this number');
    case 'quarantined':
      return operatorError(409, 'quarantined', `this number ${quarantineText(result.until)}`);
  }
}

export const closedError = (): Error => operatorError(409, 'closed', 'the customer is closed, and that is final');

export const noCustomer = () =>
  operatorError(404, 'not-found', 'there is no customer with this login id or customer id');
