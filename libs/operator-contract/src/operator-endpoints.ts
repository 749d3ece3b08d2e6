import { authEndpoints } from './auth-endpoints';
import { commonEndpoints } from './dead-letters';
import { notifierEndpoints } from './deliveries';
import type { OperatorEndpoint } from './endpoint';
import { paymentsEndpoints } from './payments-endpoints';

export type OperatedService = 'auth' | 'payments' | 'otp' | 'notifier';

/** Every call that an operator can make, by the service that answers it. */
export const operatorEndpoints: Readonly<Record<OperatedService, Readonly<Record<string, OperatorEndpoint>>>> = {
  auth: authEndpoints,
  payments: paymentsEndpoints,
  otp: commonEndpoints,
  notifier: notifierEndpoints,
};
