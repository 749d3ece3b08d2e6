import { operatorError } from '@wallet/operator-endpoint';
import type { CreditResult } from '../../application/operators/credit-customer';

type CreditRefusal = Extract<CreditResult, { outcome: 'refused' }>['refusal'];

export const noCustomer = () =>
  operatorError(
    404,
    'not-found',
    'payments knows no customer with this id; a new one of a directory elsewhere is known once auth has shown him',
  );

export const creditErrors: Readonly<Record<CreditRefusal, () => Error>> = {
  'not-found': noCustomer,
  inconsistent: () => operatorError(409, 'inconsistent', 'this reference stands for another credit'),
  closed: () => operatorError(409, 'closed', 'the customer is closed'),
  'other-currency': () => operatorError(409, 'other-currency', 'the wallet has another currency'),
  'approval-refused': () => operatorError(409, 'approval-refused', 'a second operator has refused this credit'),
  'approval-expired': () =>
    operatorError(409, 'approval-expired', 'nobody approved this credit in time: ask again, with another reference'),
};
